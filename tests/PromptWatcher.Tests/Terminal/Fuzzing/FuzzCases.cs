using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>Makes cases: new ones by the grammar, and mutations of material and of cases that showed something new.</summary>
internal sealed class FuzzCases(Random random, IReadOnlyList<byte[]> material)
{
    private const int MostKept = 4_096, LongestPiece = 600;

    private readonly List<FuzzCase> _kept = [];

    public int Kept => _kept.Count;

    public void Keep(FuzzCase reached)
    {
        if (_kept.Count < MostKept)
            _kept.Add(reached);
        else
            _kept[random.Next(MostKept)] = reached;
    }

    public FuzzCase Next()
    {
        if (_kept.Count > 0 && random.Next(2) == 0)
            return Mutated(_kept[random.Next(_kept.Count)]);

        TerminalSize size = NextSize();
        var steps = new FuzzStep[random.Next(1, 5)];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = new FuzzStep(Piece(), NextResize());
        return new FuzzCase(size, steps);
    }

    private byte[] Piece()
    {
        byte[] piece = material.Count > 0 && random.Next(4) == 0 ? Excerpt(material[random.Next(material.Count)]) : FuzzInput.Next(random, random.Next(1, LongestPiece));
        return random.Next(4) == 0 ? Mutated(piece) : piece;
    }

    private FuzzCase Mutated(FuzzCase other)
    {
        FuzzStep[] steps = [.. other.Steps];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int i = random.Next(steps.Length);
            switch (random.Next(8))
            {
                case 0:
                    steps[i] = steps[i] with { Resize = NextResize() };
                    break;
                case 1:
                    FuzzStep more = _kept[random.Next(_kept.Count)].Steps[0];
                    steps[i] = steps[i] with { Output = [.. steps[i].Output, .. Excerpt(more.Output)] };
                    break;
                case 2 when steps.Length < 6:
                    steps = [.. steps, new FuzzStep(Piece(), NextResize())];
                    break;
                default:
                    steps[i] = steps[i] with { Output = Mutated(steps[i].Output) };
                    break;
            }
        }

        return new FuzzCase(random.Next(8) == 0 ? NextSize() : other.Size, steps);
    }

    private byte[] Mutated(byte[] piece)
    {
        var bytes = new List<byte>(piece);
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count + 1);
            int length = random.Next(Math.Min(bytes.Count - at, 40) + 1);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, length);
                    break;
                case 1:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 3 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    var inserted = new List<byte>();
                    FuzzInput.Append(random, inserted);
                    bytes.InsertRange(at, inserted);
                    break;
            }
        }

        return [.. bytes.Take(4 * LongestPiece)];
    }

    private byte[] Excerpt(byte[] from)
    {
        int start = random.Next(from.Length + 1);
        return from[start..Math.Min(from.Length, start + random.Next(LongestPiece))];
    }

    private TerminalSize? NextResize() => random.Next(3) == 0 ? NextSize() : null;

    private TerminalSize NextSize() => random.Next(100) switch
    {
        0 => new TerminalSize(1, 1),
        1 => new TerminalSize(1_000, 1_000),
        2 => new TerminalSize(1_000, 1),
        3 => new TerminalSize(1, 1_000),
        < 15 => new TerminalSize(80, 24),
        < 30 => new TerminalSize(random.Next(1, 150), random.Next(1, 50)),
        _ => new TerminalSize(random.Next(1, 21), random.Next(1, 11)),
    };
}
