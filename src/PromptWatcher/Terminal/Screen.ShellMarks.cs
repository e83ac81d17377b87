using System.Buffers.Text;

namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>Bytes kept of a shell's command line.</summary>
    private const int MaxCommandLine = VtParser.MaxStringLength;

    private readonly DirectoryReport _directory = new();
    private readonly BoundedText _command = new(MaxCommandLine);
    private ShellCommand? _shellCommand;
    private ShellMarkKind _markKind;
    private long _markLine;
    private int _markColumn;
    private int? _markExitCode;

    /// <summary>The last mark of a shell's prompt and command (OSC 133 or 633).</summary>
    public ShellMark LastShellMark =>
        new(_markKind, (int)Math.Clamp(_markLine - _scrolled, int.MinValue, int.MaxValue), _markColumn, _markExitCode);

    /// <summary>Where the shell says it is (OSC 7, 9;9, 633 or 1337); null when it has not said so, or nothing that could be a folder.</summary>
    public WorkingDirectory? WorkingDirectory => _directory.Directory;

    /// <summary>The last command line that the shell reported (OSC 633 E), or null.</summary>
    public ShellCommand? ShellCommand => _shellCommand ??= _command.Utf8.IsEmpty ? null : ReadCommand(_command.Utf8);

    /// <summary>The shell's marks in a row.</summary>
    public ShellMarks RowMarks(int row) => Row(row).Marks;

    /// <summary>
    /// OSC 133, after Per Bothner's semantic prompts (https://gitlab.freedesktop.org/Per_Bothner/specifications): N begins a prompt
    /// as A does, P one inside a prompt, I input that ends with its line. L would only move the cursor to a fresh line.
    /// </summary>
    private void MarkShell(scoped ReadOnlySpan<byte> payload)
    {
        if (payload is not ([_] or [_, (byte)';', ..]))
            return;
        byte kind = payload[0];
        payload = payload[Math.Min(2, payload.Length)..];
        switch (kind)
        {
            case (byte)'A' or (byte)'N':
                ProgramStatus.EndProgram();
                Mark(ShellMarkKind.PromptStart, ShellMarks.PromptStart);
                break;
            case (byte)'P': Mark(ShellMarkKind.PromptStart, ShellMarks.PromptStart); break;
            case (byte)'B' or (byte)'I': Mark(ShellMarkKind.CommandStart, ShellMarks.CommandStart); break;
            case (byte)'C': Mark(ShellMarkKind.Executing, ShellMarks.Executing); break;
            case (byte)'D':
                Mark(ShellMarkKind.Finished, ShellMarks.Finished);
                _markExitCode = TryTakeNumber(ref payload, out int exitCode) ? exitCode : null;
                break;
        }
    }

    /// <summary>OSC 633, as editors' shells send it: A to D as above, E a command line, P a property.</summary>
    private void EditorMark(scoped ReadOnlySpan<byte> payload)
    {
        if (payload.StartsWith("E;"u8))
        {
            if (_command.Set(payload[2..]))
                _shellCommand = null;
        }
        else if (payload.StartsWith("P;Cwd="u8))
        {
            SetEscapedDirectory(payload["P;Cwd=".Length..]);
        }
        else if (payload is [>= (byte)'A' and <= (byte)'D', ..])
        {
            MarkShell(payload);
        }
    }

    private void SetEscapedDirectory(scoped ReadOnlySpan<byte> escaped)
    {
        Span<byte> path = stackalloc byte[VtParser.MaxStringLength];
        _directory.SetPath(path[..Unescape(escaped, path)]);
    }

    private void Mark(ShellMarkKind kind, ShellMarks mark)
    {
        _markKind = kind;
        _markLine = _scrolled + _row;
        _markColumn = _column;
        _markExitCode = null;
        _buffer[_row].Marks |= mark;
    }

    private static ShellCommand ReadCommand(ReadOnlySpan<byte> report)
    {
        ReadOnlySpan<byte> line = TakeField(ref report);
        Span<byte> unescaped = stackalloc byte[MaxCommandLine];
        string text = PlainText.Clean(unescaped[..Unescape(line, unescaped)]);
        return new ShellCommand(text, report.IsEmpty ? null : PlainText.Clean(report));
    }

    /// <summary>A backslash stands before another one, or before <c>x</c> and two hexadecimal digits.</summary>
    private static int Unescape(scoped ReadOnlySpan<byte> text, scoped Span<byte> unescaped)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte next = text[i];
            if (next == '\\' && i + 1 < text.Length)
            {
                if (text[i + 1] == '\\')
                    i++;
                else if (text[i + 1] == 'x' && i + 3 < text.Length
                    && Utf8Parser.TryParse(text.Slice(i + 2, 2), out byte value, out int digits, 'x') && digits == 2)
                    (next, i) = (value, i + 3);
            }

            unescaped[length++] = next;
        }

        return length;
    }
}
