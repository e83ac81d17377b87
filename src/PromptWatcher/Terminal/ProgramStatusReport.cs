using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace PromptWatcher.Terminal;

/// <summary>A report of the Program Status Protocol (OSC 7501, revision 0.3), read where it lies.</summary>
/// <remarks>
/// Pairs <c>key=value</c> with colons between; blanks around keys and values do not count. A pair that is none is passed over and the
/// last of two with one key counts. A report that breaks a limit, or whose texts are no clean line, is none.
/// </remarks>
internal ref struct ProgramStatusReport
{
    /// <summary>Bytes of a report.</summary>
    public const int MaxLength = 4_096;

    /// <summary>Bytes of a key.</summary>
    public const int MaxKey = 16;

    /// <summary>Bytes of an identifier.</summary>
    public const int MaxId = 128;

    /// <summary>Names in an identifier.</summary>
    public const int MaxSegments = 8;

    /// <summary>Bytes of a program's name.</summary>
    public const int MaxApp = 32;

    /// <summary>Bytes of a title when it is decoded.</summary>
    public const int MaxTitle = 192;

    /// <summary>Bytes of a message when it is decoded.</summary>
    public const int MaxMessage = 2_048;

    private static readonly SearchValues<byte> s_valueBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,+/=-"u8);

    private ReadOnlySpan<byte> _state;
    private ReadOnlySpan<byte> _kind;
    private ReadOnlySpan<byte> _progress;
    private ReadOnlySpan<byte> _app;
    private ReadOnlySpan<byte> _title;
    private ReadOnlySpan<byte> _message;

    public ReadOnlySpan<byte> Id { get; private set; }

    /// <summary>Whether it removes its record and those below it.</summary>
    public readonly bool IsClear => _state.SequenceEqual("clear"u8);

    public ProgramState State { get; private set; }

    /// <summary>Reads a report and checks all of it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out ProgramStatusReport report)
    {
        report = default;
        if (text.Length > MaxLength || !report.TryReadPairs(text))
            return false;
        if (!report.IsClear)
        {
            if (!TryReadState(report._state, out ProgramState state))
                return false;
            report.State = state;
        }

        return report._app.Length <= MaxApp
            && IsLine(report._title, MaxTitle)
            && IsLine(report._message, MaxMessage);
    }

    /// <summary>The record that it leaves.</summary>
    public readonly ProgramStatusRecord ToRecord(long lastReport) => new(
        Encoding.ASCII.GetString(Id),
        State,
        State == ProgramState.Blocked ? Kind() : BlockedKind.Unknown,
        State is ProgramState.Working or ProgramState.Blocked ? Progress() : null,
        _app.IsEmpty ? null : Encoding.ASCII.GetString(_app),
        Line(_title),
        Line(_message),
        lastReport);

    private bool TryReadPairs(ReadOnlySpan<byte> text)
    {
        bool hasBadId = false;
        while (!text.IsEmpty)
        {
            int end = text.IndexOf((byte)':');
            ReadOnlySpan<byte> pair = end < 0 ? text : text[..end];
            text = end < 0 ? [] : text[(end + 1)..];
            int equals = pair.IndexOf((byte)'=');
            ReadOnlySpan<byte> key = equals < 0 ? [] : pair[..equals].Trim((byte)' ');
            if (key.IsEmpty || key.ContainsAnyExceptInRange((byte)'a', (byte)'z'))
                continue;
            if (key.Length > MaxKey)
                return false;
            ReadOnlySpan<byte> value = pair[(equals + 1)..].Trim((byte)' ');

            // A record must not take the place of another one because its name is damaged.
            if (key.SequenceEqual("id"u8))
                hasBadId = !TrySetId(value);
            else if (IsValue(value))
                Set(key, value);
        }

        return !hasBadId;
    }

    private void Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("state"u8))
            _state = value;
        else if (key.SequenceEqual("kind"u8))
            _kind = value;
        else if (key.SequenceEqual("progress"u8))
            _progress = value;
        else if (key.SequenceEqual("app"u8))
            _app = value;
        else if (key.SequenceEqual("title"u8))
            _title = value;
        else if (key.SequenceEqual("msg"u8))
            _message = value;
    }

    private bool TrySetId(ReadOnlySpan<byte> value)
    {
        Id = value;
        return value is [not (byte)'/', .., not (byte)'/'] or [not (byte)'/']
            && value.Length <= MaxId
            && value.Count((byte)'/') < MaxSegments
            && value.IndexOf("//"u8) < 0
            && IsValue(value);
    }

    /// <summary>Whether all of it may stand in a value.</summary>
    public static bool IsValue(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept(s_valueBytes);

    private static bool TryReadState(ReadOnlySpan<byte> value, out ProgramState state)
    {
        bool isKnown = true;
        if (value.SequenceEqual("idle"u8))
            state = ProgramState.Idle;
        else if (value.SequenceEqual("working"u8))
            state = ProgramState.Working;
        else if (value.SequenceEqual("done"u8))
            state = ProgramState.Done;
        else if (value.SequenceEqual("blocked"u8))
            state = ProgramState.Blocked;
        else
            (state, isKnown) = (ProgramState.Error, value.SequenceEqual("error"u8));
        return isKnown;
    }

    private readonly BlockedKind Kind() =>
        _kind.SequenceEqual("permission"u8) ? BlockedKind.Permission
        : _kind.SequenceEqual("question"u8) ? BlockedKind.Question
        : _kind.SequenceEqual("auth"u8) ? BlockedKind.Authentication
        : BlockedKind.Unknown;

    private readonly int? Progress()
    {
        int progress = 0;
        foreach (byte next in _progress)
        {
            if (!char.IsAsciiDigit((char)next) || (progress = progress * 10 + next - '0') > 100)
                return null;
        }

        return _progress.IsEmpty ? null : progress;
    }

    private static bool IsLine(ReadOnlySpan<byte> base64, int maxLength)
    {
        Span<byte> decoded = stackalloc byte[maxLength];
        return PlainText.TryDecode(base64, decoded, out int length)
            && Utf8.IsValid(decoded[..length])
            && !PlainText.HasControls(decoded[..length]);
    }

    private static string? Line(ReadOnlySpan<byte> base64)
    {
        Span<byte> decoded = stackalloc byte[MaxMessage];
        return base64.IsEmpty || !PlainText.TryDecode(base64, decoded, out int length) ? null : PlainText.Clean(decoded[..length]);
    }
}
