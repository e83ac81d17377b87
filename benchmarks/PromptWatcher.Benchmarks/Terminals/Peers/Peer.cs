namespace PromptWatcher.Benchmarks.Terminals.Peers;

/// <summary>A terminal that runs beside ours: a program that feeds itself a file and prints a <see cref="Throughput"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="PrepareAsync">Installs or compiles it, and gives the command that the settings are appended to.</param>
internal sealed record Peer(string Name, Func<Task<string[]>> PrepareAsync)
{
    /// <summary>Lines that have scrolled off: what ours keeps unless it is told otherwise.</summary>
    private const int Scrollback = PromptWatcher.Terminal.ScreenOptions.DefaultScrollbackLines;

    /// <summary>Those that are in Debian and npm.</summary>
    internal static IReadOnlyList<Peer> All { get; } =
        [new(Libvterm.Name, Libvterm.PrepareAsync), new(XtermJs.Name, XtermJs.PrepareAsync), new(Alacritty.Name, Alacritty.PrepareAsync)];

    internal static string[] Arguments(FeedSettings settings) =>
        [settings.File, $"{settings.Chunk}", $"{settings.Rounds}", $"{settings.Size.Columns}", $"{settings.Size.Rows}", $"{Scrollback}"];
}
