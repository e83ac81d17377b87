namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Hostile output: whatever a terminal may be sent, in any order.</summary>
internal static class FuzzInput
{
    /// <summary>At least so many bytes of it.</summary>
    public static byte[] Next(Random random, int length)
    {
        var bytes = new List<byte>(length + 64);
        while (bytes.Count < length)
            Append(random, bytes);
        return [.. bytes];
    }

    /// <summary>One piece: a run of text, a sequence, a string, or a bomb.</summary>
    public static void Append(Random random, List<byte> to)
    {
        switch (random.Next(16))
        {
            case < 5:
                FuzzText.Append(random, to);
                break;
            case < 8:
                FuzzSequences.AppendControl(random, to);
                break;
            case < 12:
                FuzzSequences.AppendKnown(random, to);
                break;
            case 12:
                FuzzSequences.AppendAny(random, to);
                break;
            case 13:
                FuzzStrings.Append(random, to);
                break;
            case 14:
                FuzzBombs.Append(random, to);
                break;
            default:
                for (int count = random.Next(1, 9); count > 0; count--)
                    to.Add((byte)random.Next(256));
                break;
        }
    }
}
