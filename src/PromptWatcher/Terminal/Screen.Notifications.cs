namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Bytes kept of a notification.</summary>
    private const int MaxNotification = 4_096;

    private readonly BoundedText _notification = new(MaxNotification);

    /// <summary>A notification (OSC 99) of which more parts are to come. There is one: a new identifier drops what was begun.</summary>
    private readonly BoundedText _draft = new(MaxNotification);
    private readonly BoundedText _draftId = new(MaxNotification);
    private bool _isDraftTitle;

    /// <summary>The program's last progress report.</summary>
    public ProgressState Progress { get; private set; }

    /// <summary>
    /// The text of the program's last notification (OSC 9, 99 or 777) without what nobody sees; a title and a body have a semicolon
    /// between them. Null before the first.
    /// </summary>
    public string? Notification => NotificationCount == 0 ? null : _notification.ToString();

    /// <summary>How many notifications have come.</summary>
    public int NotificationCount { get; private set; }

    /// <summary>ConEmu's family has a number first, of which 4 (progress) and 9 (directory) matter; iTerm2's notification is any other text.</summary>
    private void ConEmuOrNotification(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> rest = payload;
        if (!TryTakeNumber(ref rest, out int kind) || !(rest.IsEmpty || rest[0] == ';'))
        {
            Notify(payload);
            return;
        }

        rest = rest.IsEmpty ? rest : rest[1..];
        if (kind == 4)
            ReportProgress(rest);
        else if (kind == 9)
            _directory.SetPath(rest.Trim((byte)'"'));
    }

    private void ReportProgress(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> state = TakeField(ref payload);
        if (!TryTakeNumber(ref state, out int progress) || progress > (int)ProgressKind.Warning)
            return;
        int percent = TryTakeNumber(ref payload, out int value) ? Math.Min(value, 100) : Progress.Percent;
        Progress = new ProgressState((ProgressKind)progress, progress == 0 ? 0 : percent);
    }

    /// <summary>Parts with one identifier make one notification, which is complete without <c>d=0</c>. https://sw.kovidgoyal.net/kitty/desktop-notifications</summary>
    private void KittyNotification(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> metadata = TakeField(ref payload);
        scoped ReadOnlySpan<byte> id = [], part = "title"u8;
        bool isComplete = true, isEncoded = false;
        foreach (Range range in metadata.Split((byte)':'))
        {
            ReadOnlySpan<byte> entry = metadata[range];
            if (entry.StartsWith("i="u8))
                id = entry[2..];
            else if (entry.StartsWith("p="u8))
                part = entry[2..];
            else if (entry.StartsWith("d="u8))
                isComplete = !entry.SequenceEqual("d=0"u8);
            else if (entry.StartsWith("e="u8))
                isEncoded = entry.SequenceEqual("e=1"u8);
        }

        bool isTitle = part.SequenceEqual("title"u8), isText = isTitle || part.SequenceEqual("body"u8);
        if (!isText && !part.SequenceEqual("icon"u8) && !part.SequenceEqual("buttons"u8))
            return;
        Span<byte> decoded = stackalloc byte[MaxNotification];
        if (isText && isEncoded)
        {
            if (!PlainText.TryDecode(payload, decoded, out int length))
                return;
            payload = decoded[..length];
        }

        if (_draftId.Set(id))
            _draft.Set(default(ReadOnlySpan<byte>));
        if (isText)
            AddToDraft(payload, isTitle);
        if (isComplete && _draft.Utf8.Length > 0)
        {
            Notify(_draft.Utf8);
            _draft.Set(default(ReadOnlySpan<byte>));
        }
    }

    private void AddToDraft(scoped ReadOnlySpan<byte> text, bool isTitle)
    {
        if (_draft.Utf8.Length > 0 && _isDraftTitle != isTitle)
            _draft.Append(";"u8);
        _draft.Append(text);
        _isDraftTitle = isTitle;
    }

    private void UrxvtNotification(scoped ReadOnlySpan<byte> payload)
    {
        if (TakeField(ref payload).SequenceEqual("notify"u8))
            Notify(payload);
    }

    private void Notify(scoped ReadOnlySpan<byte> text)
    {
        _notification.Set(text);
        NotificationCount++;
    }
}
