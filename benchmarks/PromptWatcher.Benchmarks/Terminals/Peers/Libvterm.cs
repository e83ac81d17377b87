using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Terminals.Peers;

/// <summary>The terminal inside Vim, Neovim and Emacs; its library is Debian's <c>libvterm-dev</c>.</summary>
internal static class Libvterm
{
    internal const string Name = "libvterm";

    internal static async Task<string[]> PrepareAsync()
    {
        string program = Path.Combine(Cache.Folder(Name), Name);
        await Tool.RunAsync("cc", "-O2", "-o", program, Path.Combine(AppContext.BaseDirectory, "Terminals", "Peers", "libvterm.c"), "-lvterm");
        return [program];
    }
}
