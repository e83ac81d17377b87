using System.Buffers;
using System.Buffers.Text;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>Reads what a tmux server tells a client in control mode; see tmux(1), "CONTROL MODE". Takes any bytes, in pieces of any size, and never throws.</summary>
internal sealed class TmuxReader(ITmuxEvents to)
{
    /// <summary>A row of 2,000 cells, each with all colours, has some 100 KiB; a longer line is nothing that tmux says, and its rest is dropped.</summary>
    internal const int LongestLine = 1024 * 1024;

    /// <summary>More lines than a terminal has rows are no answer that was asked for.</summary>
    private const int MostLines = 10_000;

    private readonly ArrayBufferWriter<byte> _line = new(8192);
    private readonly List<ReadOnlyMemory<byte>> _block = [];
    private byte[] _decoded = new byte[4096];
    private byte[]? _blockName;
    private int _owedLines;
    private bool _isOurs;
    private bool _isTooLong;

    /// <summary>Takes what came.</summary>
    internal void Read(ReadOnlySpan<byte> data)
    {
        while (data.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (_line.WrittenCount == 0 && !_isTooLong)
            {
                ReadLine(data[..end]);
            }
            else
            {
                Keep(data[..end]);
                if (!_isTooLong)
                    ReadLine(_line.WrittenSpan);
                _line.ResetWrittenCount();
                _isTooLong = false;
            }

            data = data[(end + 1)..];
        }

        Keep(data);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (_line.WrittenCount + part.Length > LongestLine)
        {
            _isTooLong = true;
            _line.ResetWrittenCount();
        }
        else if (!_isTooLong)
        {
            _line.Write(part);
        }
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (_blockName is not null)
        {
            ReadBlock(line);
            return;
        }

        ReadOnlySpan<byte> word = Word(ref line);
        if (word.SequenceEqual("%output"u8))
        {
            if (TryPane(Word(ref line), out int pane))
                to.OnOutput(pane, Unescaped(line));
        }
        else if (word.SequenceEqual("%begin"u8))
        {
            _blockName = line.ToArray();
            _isOurs = line.EndsWith(" 1"u8);
            _block.Clear();
        }
        else if (word.SequenceEqual("%exit"u8))
        {
            to.OnExit();
        }
        else if (word.StartsWith("%"u8))
        {
            to.OnChange();
        }
    }

    /// <summary>
    /// What a pane shows stands in an answer as it is, and could look like the end of one: the end is where the right line comes after as many as
    /// were announced.
    /// </summary>
    private void ReadBlock(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> rest = line;
        ReadOnlySpan<byte> word = Word(ref rest);
        bool isError = word.SequenceEqual("%error"u8);
        bool isOwed = _isOurs && _block.Count < _owedLines;
        if (!isOwed && (isError || word.SequenceEqual("%end"u8)) && rest.SequenceEqual(_blockName))
        {
            _blockName = null;
            if (_isOurs)
                _owedLines = to.OnReply(isError, [.. _block]);
        }
        else if (_block.Count < MostLines)
        {
            _block.Add(line.ToArray());
        }
    }

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> line)
    {
        int end = line.IndexOf((byte)' ');
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[(end + 1)..];
        return word;
    }

    private static bool TryPane(ReadOnlySpan<byte> word, out int pane)
    {
        pane = 0;
        return word is [(byte)'%', ..] && Utf8Parser.TryParse(word[1..], out pane, out int length) && length == word.Length - 1;
    }

    /// <summary>Control characters and the backslash come as a backslash and three octal digits; anything else is itself.</summary>
    internal static int Unescape(ReadOnlySpan<byte> text, Span<byte> to)
    {
        int length = 0;
        while (text.IndexOf((byte)'\\') is >= 0 and var at)
        {
            text[..at].CopyTo(to[length..]);
            length += at;
            bool isEscape = text[at..] is [_, >= (byte)'0' and <= (byte)'3', >= (byte)'0' and <= (byte)'7', >= (byte)'0' and <= (byte)'7', ..];
            to[length++] = isEscape ? (byte)(((text[at + 1] - '0') << 6) | ((text[at + 2] - '0') << 3) | (text[at + 3] - '0')) : text[at];
            text = text[(at + (isEscape ? 4 : 1))..];
        }

        text.CopyTo(to[length..]);
        return length + text.Length;
    }

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text)
    {
        if (_decoded.Length < text.Length)
            _decoded = new byte[text.Length];
        return _decoded.AsSpan(0, Unescape(text, _decoded));
    }
}
