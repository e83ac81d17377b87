using PromptWatcher.Environments;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>What to start.</summary>
internal sealed record CreateRequest
{
    public required string Command { get; init; }

    public IReadOnlyList<string>? Arguments { get; init; }

    public string? Id { get; init; }

    public string? Environment { get; init; }

    public string? Agent { get; init; }

    public string? Project { get; init; }

    public string? Worktree { get; init; }

    public string? WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string?>? Variables { get; init; }

    public TerminalSize? Size { get; init; }

    public string? InitialPrompt { get; init; }
}

/// <summary>What to type: a text, as a paste where that is wished and taken, or bytes.</summary>
internal sealed record InputRequest(string? Text, string? Base64, bool Paste = false);

/// <summary>Which signal: INT, QUIT and TSTP as the keys of the terminal, KILL for the program and all that it started.</summary>
internal sealed record SignalRequest(string Signal);

/// <summary>Which prompt of which run is answered, and how: an option by its label or its index, several labels, a text, or a text for an option that takes one.</summary>
internal sealed record AnswerRequest(string? Epoch, long? Prompt, string? Option, int? Index, IReadOnlyList<string>? Options, string? Text);

/// <summary>For whom a ticket is wished.</summary>
internal sealed record TicketRequest(string Role);

/// <summary>A ticket for one socket.</summary>
internal sealed record TicketView(string Ticket, DateTimeOffset ExpiresAt);

/// <summary>An environment.</summary>
internal sealed record EnvironmentView(string Id);

/// <summary>An agent that has a profile.</summary>
internal sealed record AgentView(string Id, string Name);

/// <summary>What a terminal shows.</summary>
internal sealed record SnapshotView(string Id, TerminalSize Size, string Title, IReadOnlyList<string> Lines, IReadOnlyList<string> Scrollback, CursorView Cursor);

/// <summary>Where the cursor stands, from 0.</summary>
internal sealed record CursorView(int Column, int Row);

/// <summary>The size that a terminal is to have.</summary>
internal sealed record ResizeRequest(int Columns, int Rows);

/// <summary>A recording.</summary>
internal sealed record RecordingView(string Name, long Bytes);
