namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    /// <summary>What the program has said beside its screen and the screen keeps.</summary>
    private static void WriteSignals(Screen screen, scoped ref DumpWriter writer)
    {
        if (screen.Progress != default)
        {
            writer.Append("\e]9;4;"u8);
            writer.Append((int)screen.Progress.Kind);
            writer.Append((byte)';');
            writer.Append(screen.Progress.Percent);
            writer.Append(DumpWriter.Bell);
        }

        WriteColors(screen, ref writer);
        if (screen.WorkingDirectory is not null)
        {
            DirectoryReport report = screen.DirectoryReport;
            writer.Append(report.IsUri ? "\e]7;"u8 : "\e]1337;CurrentDir="u8);
            WriteText(ref writer, report.Report);
        }

        if (!screen.CommandReport.IsEmpty)
        {
            writer.Append("\e]633;E;"u8);
            WriteText(ref writer, screen.CommandReport);
        }

        // In the order of their age, which decides what goes when there are too many.
        ProgramStatusTable status = screen.ProgramStatus;
        for (int next = status.NextReported(0); next >= 0; next = status.NextReported(status.LastReportOf(next)))
        {
            writer.Append("\e]7501;"u8);
            WriteText(ref writer, status.ReportOf(next));
        }
    }

    private static void WriteText(scoped ref DumpWriter writer, ReadOnlySpan<byte> text)
    {
        writer.AppendClean(text);
        writer.Append(DumpWriter.Bell);
    }

    private static void WriteColors(Screen screen, scoped ref DumpWriter writer)
    {
        for (int index = 0; index <= byte.MaxValue; index++)
        {
            Color color = screen.PaletteColor((byte)index);
            if (color == default)
                continue;
            writer.Append("\e]4;"u8);
            writer.Append(index);
            WriteColor(ref writer, color);
        }

        WriteNamedColor(ref writer, 10, screen.ForegroundColor);
        WriteNamedColor(ref writer, 11, screen.BackgroundColor);
        WriteNamedColor(ref writer, 12, screen.CursorColor);
    }

    private static void WriteNamedColor(scoped ref DumpWriter writer, int command, Color color)
    {
        if (color == default)
            return;
        writer.Append("\e]"u8);
        writer.Append(command);
        WriteColor(ref writer, color);
    }

    private static void WriteColor(scoped ref DumpWriter writer, Color color)
    {
        writer.Append(";#"u8);
        foreach (byte part in (ReadOnlySpan<byte>)[color.Red, color.Green, color.Blue])
        {
            writer.Append("0123456789abcdef"u8[part >> 4]);
            writer.Append("0123456789abcdef"u8[part & 0xf]);
        }

        writer.Append(DumpWriter.Bell);
    }
}
