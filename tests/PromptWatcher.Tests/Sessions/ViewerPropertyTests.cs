using System.Text.RegularExpressions;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal;

namespace PromptWatcher.Tests.Sessions;

/// <summary>However feeds, changes of size, slow and fast viewers, cuts and returns lie among each other: what a viewer sees is what the session has.</summary>
public sealed partial class ViewerPropertyTests
{
    private const int Viewers = 5;

    /// <summary>Few enough lines that every one of them is in a snapshot.</summary>
    private static readonly ScreenOptions Few = new() { ScrollbackLines = 40 };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task ReadAsync_AnyInterleaving_ShowsWhatTheSessionHas(int seed)
    {
        var random = new Random(seed);
        await using var manager = new SessionManager();
        await using var process = new PipedProcess();
        TerminalSession session = manager.Adopt(process, new TerminalSize(100, 30), new SessionOptions { Screen = Few });
        var truth = new Screen(new TerminalSize(100, 30), Few);
        ViewedScreen[] viewers = [.. Enumerable.Range(0, Viewers).Select(_ => new ViewedScreen(session, Few))];
        long cursor = 0;
        foreach (byte[] output in Material(random))
        {
            for (int at = 0; at < output.Length;)
            {
                int length = Math.Min(random.Next(20) == 0 ? random.Next(1, 9) : random.Next(1, 9_000), output.Length - at);
                truth.Write(output.AsSpan(at, length));
                process.Print(output.AsSpan(at, length));
                at += length;
                cursor += length;
                if (random.Next(12) == 0)
                    cursor += await ResizeAsync(session, truth, new TerminalSize(random.Next(20, 140), random.Next(5, 50)));

                // The first reads all at once, the last hardly ever, and those between now and then.
                for (int i = 0; i < Viewers; i++)
                {
                    if (random.Next(30) == 0)
                        viewers[i].Reopen();
                    if (random.Next(Viewers) >= i && random.Next(1 + i * i * i) == 0)
                        await ReadSomeAsync(viewers[i], cursor, random);
                }
            }
        }

        await process.KillAsync();
        foreach (ViewedScreen viewer in viewers)
        {
            await viewer.ReadToEndAsync();
            Assert.Equal(cursor, viewer.Cursor);
            Assert.Equal(9, viewer.End!.Exit!.Value.Signal);
            Assert.Null(ScreenComparison.Difference(truth, viewer.Screen));
            viewer.Dispose();
        }
    }

    private static async Task ReadSomeAsync(ViewedScreen viewer, long cursor, Random random)
    {
        for (int count = random.Next(1, 20); count > 0 && viewer.Cursor < cursor; count--)
            await viewer.ReadAsync();
    }

    private static async Task<int> ResizeAsync(TerminalSession session, Screen truth, TerminalSize size)
    {
        if (size == truth.Size)
            return 0;
        truth.Resize(size);
        await session.ResizeAsync(size);
        return 1;
    }

    /// <summary>Recordings of agents and other programs, some 700 KB together: more than a journal holds.</summary>
    private static IEnumerable<byte[]> Material(Random random)
    {
        int total = 0;
        while (total < 700_000)
        {
            byte[] output = Recordings.Open(Recordings.Names[random.Next(Recordings.Names.Count)]).Output;

            // What REP would repeat is the one thing of these that no snapshot carries.
            if (Repeats().IsMatch(System.Text.Encoding.Latin1.GetString(output)))
                continue;
            total += output.Length;
            yield return output;
        }
    }

    [GeneratedRegex("\e\\[[0-9]*b")]
    private static partial Regex Repeats();
}
