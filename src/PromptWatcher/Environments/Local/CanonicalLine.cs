namespace PromptWatcher.Environments.Local;

/// <summary>
/// Counts the line that a terminal in canonical mode is being typed. The kernel holds back a writer who types whole lines faster than
/// they are read, but drops what one line has beyond its limit: n_tty(4) "up to 4095 characters".
/// </summary>
internal struct CanonicalLine
{
    private int _length;

    /// <summary>Counts <paramref name="input"/> in, or throws and counts nothing of it.</summary>
    internal void Add(ReadOnlySpan<byte> input, in Termios modes)
    {
        int length = _length;
        int longest = length;
        foreach (byte b in input)
        {
            if (modes.IsEndOfLine(b) || modes.IsKillLine(b))
                length = 0;
            else if (modes.IsErase(b))
                length = Math.Max(0, length - 1);
            else
                longest = Math.Max(longest, ++length);
        }

        if (longest > Posix.CanonicalLineLimit)
            throw new InputTooLongException(longest, Posix.CanonicalLineLimit);
        _length = length;
    }

    /// <summary>The program reads its keys itself now: there is no line.</summary>
    internal void Reset() => _length = 0;
}
