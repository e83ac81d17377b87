namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>What DECRPM says of a mode.</summary>
    private enum ModeStatus
    {
        Unknown, Set, Reset, AlwaysSet, AlwaysReset,
    }

    private ModeStatus AnsiModeStatus(int number) => number switch
    {
        // ECMA-48's modes for terminals that edit and send whole pages, which no terminal has any more, and CRM.
        1 or 3 or 5 or 7 or 10 or 11 or (>= 13 and <= 19) => ModeStatus.AlwaysReset,
        _ => StatusOf(AnsiMode(number)),
    };

    private ModeStatus PrivateModeStatus(int number) => number switch
    {
        // DECANM: there is no VT52 here. DECARM: keys repeat where they are typed. 1048 is a function in a mode's clothes; xterm says set.
        2 => ModeStatus.AlwaysSet,
        8 => ModeStatus.AlwaysReset,
        1048 => ModeStatus.Set,
        47 or 1047 or 1049 => IsAlternate ? ModeStatus.Set : ModeStatus.Reset,
        _ => StatusOf(PrivateMode(number)),
    };

    private ModeStatus StatusOf(ScreenModes mode) =>
        mode == ScreenModes.None ? ModeStatus.Unknown : Has(mode) ? ModeStatus.Set : ModeStatus.Reset;
}
