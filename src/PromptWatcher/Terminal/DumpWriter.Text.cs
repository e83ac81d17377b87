using System.Text;

namespace PromptWatcher.Terminal;

internal ref partial struct DumpWriter
{
    /// <summary>Prints one character of one or two cells a number of times, in the pen.</summary>
    public void Print(scoped ReadOnlySpan<byte> character, int width, int count)
    {
        // REP repeats a code point; a cluster's marks would be lost.
        int repeated = character.Length + ControlLength(count - 1);
        bool isRepeated = count > 1 && repeated < count * character.Length && IsOneCodePoint(character);
        Append(character);
        if (isRepeated)
        {
            Control(count - 1, (byte)'b');
        }
        else
        {
            for (int i = 1; i < count; i++)
                Append(character);
        }

        Advance(width * count);
    }

    public void PrintBlanks(int count) => Print(" "u8, 1, count);

    private static bool IsOneCodePoint(scoped ReadOnlySpan<byte> character)
    {
        Rune.DecodeFromUtf8(character, out _, out int length);
        return length == character.Length;
    }

    private void Advance(int cells)
    {
        if (IsWrapPending || Column + cells > Columns)
            StandAt(Math.Min(Row + 1, Rows - 1), 0);
        Column += cells;
        if (Column < Columns)
            return;
        Column = Columns - 1;
        IsWrapPending = true;
    }
}
