namespace PromptWatcher.Benchmarks.Terminals;

/// <summary>MB/s of terminals that cannot be installed from Debian or npm, beside two that can: all built from their sources and measured on one machine, 64 KiB reads, 120x40, medians.</summary>
/// <remarks>
/// alacritty_terminal built from its sources, foot 1.13.1 with PGO trained on these very corpora, libvterm 0.3.3, xterm.js 6.0. Only their
/// ratios are used: that machine is not this one. <c>real</c> was a slightly other mix of recordings.
/// </remarks>
/// <param name="Alacritty">Of alacritty.</param>
/// <param name="Foot">Of foot; it came to no end with two of them.</param>
/// <param name="Libvterm">Of libvterm.</param>
/// <param name="XtermJs">Of xterm.js.</param>
internal sealed record Published(double Alacritty, double? Foot, double Libvterm, double XtermJs)
{
    internal static IReadOnlyDictionary<string, Published> ByCorpus { get; } = new Dictionary<string, Published>
    {
        ["ascii_log"] = new(54.5, 168, 8.4, 14.2),
        ["sgr_dense"] = new(43.6, 148, 35.7, 20.9),
        ["sgr_words"] = new(35.4, 116, 11.5, 13.9),
        ["tui_ink"] = new(65.2, 60.8, 22.6, 19.7),
        ["tui_diff"] = new(42.6, 49.9, 22.5, 20.2),
        ["utf8_mix"] = new(42.7, 98.1, 8.7, 11.9),
        ["scroll_region"] = new(37.8, 53.4, 8.1, 2.9),
        ["osc_heavy"] = new(21.5, 72.3, 16.1, 3.7),
        ["garbage"] = new(17.9, null, 6.2, 6.6),
        ["real"] = new(34.9, null, 20.6, 13.5),
    };
}
