using System.Text.Json.Serialization;
using PromptWatcher.AspNetCore.Api;
using PromptWatcher.Environments;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>A text message to a client.</summary>
internal abstract record ServerMessage([property: JsonPropertyOrder(-1)] string Type);

/// <summary>The first message.</summary>
internal sealed record HelloMessage(string Epoch, string Role, TerminalSize Size, SocketLimits Limits) : ServerMessage("hello");

/// <summary>Bytes that one message may have, and that may be typed at once.</summary>
internal sealed record SocketLimits(int MaxMessage, long MaxInput);

/// <summary>The next binary message is the whole terminal; what follows goes on from the cursor.</summary>
internal sealed record SnapshotMessage(long Cursor, TerminalSize Size, long? Gap) : ServerMessage("snapshot");

/// <summary>The terminal has another size from here on.</summary>
internal sealed record ResizeMessage(long Cursor, TerminalSize Size) : ServerMessage("resize");

/// <summary>What the session does now.</summary>
internal sealed record StateMessage(SessionView Session) : ServerMessage("state");

/// <summary>Who may write: <c>you</c>, <c>other</c> or <c>none</c>.</summary>
internal sealed record LeaseMessage(string Holder) : ServerMessage("lease");

/// <summary>What the client sent was not done: <c>lease</c>, <c>input-too-long</c>, <c>busy</c>; or <c>delayed</c>: it will be when the program reads.</summary>
internal sealed record RefusedMessage(string Reason) : ServerMessage("refused");

/// <summary>The program has ended; the socket closes.</summary>
internal sealed record ExitMessage(int? Code, int? Signal, bool IsOutOfMemory, string? Error) : ServerMessage("exit");

/// <summary>A text message of a client: <c>resize</c> with a size, or <c>lease</c> with an action.</summary>
internal sealed record ClientMessage(string? Type, int? Columns, int? Rows, string? Action);
