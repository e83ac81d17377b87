namespace PromptWatcher.Terminal;

/// <summary>What a program, or a part of it, last said about itself (OSC 7501). Whoever can print can say so: it authorises nothing.</summary>
/// <param name="Id">Whose record it is: names with slashes between, the outer ones first. Empty for the program itself.</param>
/// <param name="State">What it does.</param>
/// <param name="BlockedKind">With <see cref="ProgramState.Blocked"/>: what it waits for.</param>
/// <param name="Progress">From 0 to 100, while it works or is blocked; null when it does not say.</param>
/// <param name="App">The program's name as it says it. A part without one belongs to the nearest outer record that has one.</param>
/// <param name="Title">What it works on, without what nobody sees.</param>
/// <param name="Message">What it has to say about that, without what nobody sees.</param>
/// <param name="LastReport">The value of <see cref="ProgramStatusTable.ReportCount"/> when it was last reported, the same or not: its age.</param>
public sealed record ProgramStatusRecord(
    string Id,
    ProgramState State,
    BlockedKind BlockedKind,
    int? Progress,
    string? App,
    string? Title,
    string? Message,
    long LastReport);
