using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>
/// Counts the line that a terminal in canonical mode is being typed. The kernel holds back a writer who types whole lines faster than
/// they are read, but drops what one line has beyond its limit: termios(3), "Canonical and noncanonical mode".
/// </summary>
internal struct CanonicalLine
{
    private int _length;
    private bool _isLiteral;

    /// <summary>Counts <paramref name="input"/> in, or throws and counts nothing of it.</summary>
    internal void Add(ReadOnlySpan<byte> input, in Termios modes)
    {
        int length = _length, longest = length;
        bool isLiteral = _isLiteral;
        foreach (byte b in input)
        {
            if (isLiteral)
            {
                isLiteral = false;
                longest = Math.Max(longest, ++length);
            }
            else if (modes.IsLiteralNext(b))
            {
                isLiteral = true;
            }
            else if (modes.IsEndOfLine(b) || modes.IsKillLine(b))
            {
                length = 0;
            }
            else if (modes.IsErase(b))
            {
                length = Math.Max(0, length - 1);
            }
            else
            {
                longest = Math.Max(longest, ++length);
            }
        }

        if (longest > Posix.CanonicalLineLimit)
            throw new InputTooLongException(longest, Posix.CanonicalLineLimit);
        (_length, _isLiteral) = (length, isLiteral);
    }

    /// <summary>The program reads its keys itself now: there is no line.</summary>
    internal void Reset() => this = default;
}
