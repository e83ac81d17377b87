using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals.Peers;

/// <summary>The terminal inside VS Code and most browsers, without its window.</summary>
internal static class XtermJs
{
    internal const string Name = "xterm.js";

    private const string Version = "6.0.0";

    internal static async Task<string[]> PrepareAsync() =>
        ["node", Path.Combine(AppContext.BaseDirectory, "Terminals", "Peers", "xtermjs.mjs"), await Cache.InstallAsync("@xterm/headless", Version)];
}
