namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Bytes kept of a title.</summary>
    internal const int MaxTitle = 4_096;

    private const int MaxCommandDigits = 5;

    /// <summary>How often the program has written to the clipboard (OSC 52). It is counted and never done.</summary>
    public int ClipboardWriteCount { get; private set; }

    /// <summary>How often the program has asked for the clipboard (OSC 52). It is counted and never answered.</summary>
    public int ClipboardQueryCount { get; private set; }

    /// <summary>Bytes of pictures and files (sixel, kitty graphics, OSC 1337), which are counted and never kept.</summary>
    public long ImageBytes { get; private set; }

    private void OperatingSystemCommand(scoped ReadOnlySpan<byte> payload, long length)
    {
        bool isCut = length > payload.Length;
        int command = 0;
        int digits = 0;
        for (; digits < payload.Length && digits < MaxCommandDigits && (uint)(payload[digits] - '0') <= 9; digits++)
            command = command * 10 + payload[digits] - '0';
        if (digits == payload.Length)
            ResetColors(command, []);
        if (digits == 0 || digits == payload.Length || payload[digits] != ';')
            return;
        payload = payload[(digits + 1)..];
        switch (command)
        {
            case 0 or 2: _title.Set(payload); break;
            case 8: OpenLink(isCut ? ";"u8 : payload); break;
            case 52: CountClipboard(payload); break;
            case 1337: ItermCommand(payload, length); break;
            default:
                if (!isCut)
                    WholeCommand(command, payload);
                break;
        }
    }

    /// <summary>The commands of which a part means nothing.</summary>
    private void WholeCommand(int command, scoped ReadOnlySpan<byte> payload)
    {
        switch (command)
        {
            case 4: ChangePalette(payload); break;
            case 7: _directory.SetUri(payload); break;
            case 9: ConEmuOrNotification(payload); break;
            case 10 or 11 or 12: ChangeColors(command, payload); break;
            case 99: KittyNotification(payload); break;
            case 133: MarkShell(payload); break;
            case 633: EditorMark(payload); break;
            case 777: UrxvtNotification(payload); break;
            case 7501: ReportStatusOf(payload); break;
            default: ResetColors(command, payload); break;
        }
    }

    private void ResetColors(int command, scoped ReadOnlySpan<byte> payload)
    {
        if (command == 104)
            ResetPalette(payload);
        else if (command is 110 or 111 or 112)
            SetNamedColor(command - 100, Color.Default);
    }

    private void CountClipboard(scoped ReadOnlySpan<byte> payload)
    {
        TakeField(ref payload);
        if (payload.SequenceEqual("?"u8))
            ClipboardQueryCount++;
        else
            ClipboardWriteCount++;
    }

    private void ItermCommand(scoped ReadOnlySpan<byte> payload, long length)
    {
        if (payload.StartsWith("File="u8) || payload.StartsWith("MultipartFile="u8) || payload.StartsWith("FilePart="u8))
            ImageBytes += length;
        else if (payload.StartsWith("Copy="u8))
            ClipboardWriteCount++;
        else if (payload.StartsWith("CurrentDir="u8))
            _directory.SetPath(payload["CurrentDir=".Length..]);
    }

    private static ReadOnlySpan<byte> TakeField(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)';');
        ReadOnlySpan<byte> field = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return field;
    }

    private static bool TryTakeNumber(scoped ref ReadOnlySpan<byte> text, out int number)
    {
        const int maxDigits = 9;
        ReadOnlySpan<byte> digits = text.Length > maxDigits ? text[..maxDigits] : text;
        int value = 0;
        int length = 0;
        for (; length < digits.Length && (uint)(digits[length] - '0') <= 9; length++)
            value = value * 10 + digits[length] - '0';
        number = value;
        text = text[length..];
        return length > 0;
    }
}
