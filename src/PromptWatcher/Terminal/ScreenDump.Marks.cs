namespace PromptWatcher.Terminal;

public static partial class ScreenDump
{
    private static ShellMarks FlagOf(ShellMarkKind kind) => kind == ShellMarkKind.None ? ShellMarks.None : (ShellMarks)(1 << (int)kind - 1);

    /// <summary>The alternate screen's marks come before all others, so that the last mark can be the primary one's.</summary>
    private static void WriteHiddenMarks(Screen screen, scoped ref DumpWriter writer)
    {
        if (!HasMarks(screen))
            return;
        writer.Append("\e[?47h"u8);
        for (int row = 0; row < writer.Rows; row++)
            WriteMarks(screen, ref writer, alternate: true, row);
        writer.MoveTo(0, 0);
        writer.Append("\e[?47l"u8);
    }

    private static bool HasMarks(Screen screen)
    {
        for (int row = 0; row < screen.Size.Rows; row++)
        {
            if (screen.LineOn(alternate: true, row).Marks != ShellMarks.None)
                return true;
        }

        return false;
    }

    /// <summary>Marks a line before it is written, or after the one character that wraps into it.</summary>
    private static void WriteMarks(scoped ref DumpWriter writer, scoped ref DumpRow row, ShellMarks marks, ShellMark last)
    {
        if (row.IsContinued)
            row.WriteFirst(ref writer);
        row.IsContinued = false;
        row.GoTo(ref writer, 0);
        WriteMarks(ref writer, marks & ~FlagOf(last.Kind));
        if (last.Kind == ShellMarkKind.None)
            return;
        row.GoTo(ref writer, Math.Min(last.Column, writer.Columns - 1));
        WriteMark(ref writer, last.Kind, last.ExitCode);
    }

    /// <summary>Marks a row that stands already.</summary>
    private static void WriteMarks(Screen screen, scoped ref DumpWriter writer, bool alternate, int row)
    {
        ShellMark last = screen.LastShellMark;
        ShellMarks marks = screen.LineOn(alternate, row).Marks & ~(row == last.Row ? FlagOf(last.Kind) : ShellMarks.None);
        if (marks == ShellMarks.None)
            return;
        writer.MoveTo(row, 0);
        WriteMarks(ref writer, marks);
    }

    /// <summary>A command ends before the next prompt begins, often in the same row.</summary>
    private static void WriteMarks(scoped ref DumpWriter writer, ShellMarks marks)
    {
        WriteMark(ref writer, marks, ShellMarkKind.Finished);
        WriteMark(ref writer, marks, ShellMarkKind.PromptStart);
        WriteMark(ref writer, marks, ShellMarkKind.CommandStart);
        WriteMark(ref writer, marks, ShellMarkKind.Executing);
    }

    private static void WriteMark(scoped ref DumpWriter writer, ShellMarks marks, ShellMarkKind kind)
    {
        if ((marks & FlagOf(kind)) != 0)
            WriteMark(ref writer, kind, null);
    }

    /// <summary>The last mark of all, when everything else stands in its place.</summary>
    private static void WriteLastMark(Screen screen, scoped ref DumpWriter writer, bool alternate)
    {
        ShellMark last = screen.LastShellMark;
        if (last.Row < 0 || last.Row >= writer.Rows || (screen.LineOn(alternate, last.Row).Marks & FlagOf(last.Kind)) == 0)
            return;
        writer.MoveTo(last.Row, Math.Min(last.Column, writer.Columns - 1));
        WriteMark(ref writer, last.Kind, last.ExitCode);
    }

    private static void WriteMark(scoped ref DumpWriter writer, ShellMarkKind kind, int? exitCode)
    {
        writer.Append("\e]133;"u8);
        writer.Append((byte)('A' + (kind - ShellMarkKind.PromptStart)));
        if (exitCode is { } code)
        {
            writer.Append((byte)';');
            writer.Append(code);
        }

        writer.Append(DumpWriter.Bell);
    }
}
