using System.Buffers;
using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Hosts.Captures;

/// <summary>Writes what makes a terminal show one picture after another: all of the first, of the later ones what has changed.</summary>
internal sealed class PicturePainter
{
    /// <summary>Cancels what came before in the middle of a sequence, and holds back who looks until the picture is whole (mode 2026).</summary>
    private const string Begin = "\x18\e[?2026h";

    private const string End = "\e[?2026l";

    /// <summary>What rows switch to with SO: tmux writes the letters of the line drawing set.</summary>
    private const string LineDrawing = "\x0f\e)0";

    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Dictionary<string, bool> _modes = [];
    private TerminalPicture? _shown;

    /// <summary>The terminal has been printed to in between: all of the next picture is painted.</summary>
    internal void Forget()
    {
        _shown = null;
        _modes.Clear();
    }

    /// <summary>What paints the picture; empty when it is shown already. Valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Paint(TerminalPicture picture)
    {
        _bytes.ResetWrittenCount();
        int[] rows = [.. Enumerable.Range(0, Math.Min(picture.Rows.Count, picture.Size.Rows)).Where(row => HasChanged(picture, row))];
        string modes = Modes(picture);
        bool isSame = _shown is { } shown && shown.Size == picture.Size && Place(shown) == Place(picture) && shown.Title == picture.Title;
        if (rows.Length == 0 && modes.Length == 0 && isSame)
            return default;
        Write(Begin);

        // The alternate screen is a mode: it comes before its rows.
        Write(modes);
        if (_shown is null)
            Write("\e[?6l\e[?7h\e[4l\e[r" + LineDrawing);
        foreach (int row in rows)
        {
            Write(FormattableString.Invariant($"\e[{row + 1};1H\e[0m\e[2K"));
            _bytes.Write(picture.Rows[row].Span);
        }

        Write("\e[0m");
        if (picture.Title is { } title && title != _shown?.Title)
            Write($"\e]2;{Printable.Line(title, picture.Size.Columns + TerminalSize.MaxDimension)}\e\\");
        WritePlace(picture);
        Write(End);
        _bytes.Write(picture.Unfinished.Span);
        _shown = picture;
        return _bytes.WrittenMemory;
    }

    private static (int, int, int, int?) Place(TerminalPicture picture) => (picture.CursorColumn, picture.CursorRow, picture.ScrollTop, picture.ScrollBottom);

    private bool HasChanged(TerminalPicture picture, int row) =>
        _shown is not { } shown || shown.Size != picture.Size || row >= shown.Rows.Count || !shown.Rows[row].Span.SequenceEqual(picture.Rows[row].Span);

    private string Modes(TerminalPicture picture)
    {
        var changed = new StringBuilder();
        foreach (TerminalMode mode in picture.Modes)
        {
            if (_modes.TryGetValue(mode.On, out bool isOn) && isOn == mode.IsOn)
                continue;
            _modes[mode.On] = mode.IsOn;
            changed.Append(mode.IsOn ? mode.On : mode.Off);
        }

        return changed.ToString();
    }

    /// <summary>The margins first: setting them moves the cursor to the corner.</summary>
    private void WritePlace(TerminalPicture picture)
    {
        if (_shown is null || (_shown.ScrollTop, _shown.ScrollBottom) != (picture.ScrollTop, picture.ScrollBottom))
        {
            bool isAll = picture.ScrollTop == 0 && (picture.ScrollBottom is null || picture.ScrollBottom >= picture.Size.Rows - 1);
            Write(isAll ? "\e[r" : FormattableString.Invariant($"\e[{picture.ScrollTop + 1};{picture.ScrollBottom + 1}r"));
        }

        Write(FormattableString.Invariant($"\e[{picture.CursorRow + 1};{picture.CursorColumn + 1}H"));
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _bytes);
}
