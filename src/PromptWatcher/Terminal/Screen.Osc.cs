namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private void OperatingSystemCommand(scoped ReadOnlySpan<byte> payload, long length)
    {
        if (length > payload.Length)
            return;
        if (!TryTakeNumber(ref payload, out int command) || payload.IsEmpty || payload[0] != ';')
            return;
        payload = payload[1..];
        switch (command)
        {
            case 0 or 2: _title.Set(payload); break;
            case 4: QueryPalette(payload); break;
            case 9: ProgressOrNotification(payload); break;
            case 10 or 11 or 12: QueryColors(command, payload); break;
            case 99: KittyNotification(payload); break;
            case 133 or 633: MarkShell(payload); break;
            case 777: UrxvtNotification(payload); break;
            case 7501 when payload.SequenceEqual("?"u8): Replies.Add("\e]7501;?\e\\"u8); break;
        }
    }

    private static ReadOnlySpan<byte> TakeField(scoped ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)';');
        ReadOnlySpan<byte> field = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[(end + 1)..];
        return field;
    }

    /// <summary>Pairs of index and <c>?</c>; a pair that sets a colour is passed over.</summary>
    private void QueryPalette(scoped ReadOnlySpan<byte> pairs)
    {
        while (!pairs.IsEmpty)
        {
            ReadOnlySpan<byte> index = TakeField(ref pairs);
            ReadOnlySpan<byte> value = TakeField(ref pairs);
            if (value.SequenceEqual("?"u8) && TryTakeNumber(ref index, out int number) && number <= byte.MaxValue)
                Replies.AddColor("\e]4;"u8, number, Palette.Rgb((byte)number));
        }
    }

    /// <summary>Each further value is for the next number: <c>10;?;?</c> asks for foreground and background.</summary>
    private void QueryColors(int command, scoped ReadOnlySpan<byte> values)
    {
        for (; !values.IsEmpty && command <= 12; command++)
        {
            if (TakeField(ref values).SequenceEqual("?"u8))
                Replies.AddColor("\e]"u8, command, command == 11 ? Palette.Background : Palette.Foreground);
        }
    }

    /// <summary>ConEmu's family has a number first, of which only 4 (progress) matters here; iTerm2's notification is any other text.</summary>
    private void ProgressOrNotification(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> rest = payload;
        if (!TryTakeNumber(ref rest, out int kind) || !(rest.IsEmpty || rest[0] == ';'))
        {
            Notify(payload);
            return;
        }

        if (kind != 4)
            return;
        rest = rest.IsEmpty ? rest : rest[1..];
        ReadOnlySpan<byte> state = TakeField(ref rest);
        if (!TryTakeNumber(ref state, out int progress) || progress > (int)ProgressKind.Warning)
            return;
        int percent = TryTakeNumber(ref rest, out int value) ? Math.Min(value, 100) : Progress.Percent;
        Progress = new ProgressState((ProgressKind)progress, progress == 0 ? 0 : percent);
    }

    /// <summary>A title or body is a notification; queries, icons and the like are not. Metadata: https://sw.kovidgoyal.net/kitty/desktop-notifications.</summary>
    private void KittyNotification(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> metadata = TakeField(ref payload);
        foreach (Range range in metadata.Split((byte)':'))
        {
            ReadOnlySpan<byte> entry = metadata[range];
            bool isOther = entry.StartsWith("p="u8) && !entry.SequenceEqual("p=title"u8) && !entry.SequenceEqual("p=body"u8);
            if (isOther || entry.SequenceEqual("e=1"u8))
                return;
        }

        if (!payload.IsEmpty)
            Notify(payload);
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

    private void MarkShell(scoped ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> kind = TakeField(ref payload);
        if (kind.Length != 1 || kind[0] is < (byte)'A' or > (byte)'D')
            return;
        _markKind = (ShellMarkKind)(kind[0] - 'A' + (int)ShellMarkKind.PromptStart);
        _markLine = _scrolled + _row;
        _markColumn = _column;
        _markExitCode = _markKind == ShellMarkKind.Finished && TryTakeNumber(ref payload, out int exitCode) ? exitCode : null;
    }
}
