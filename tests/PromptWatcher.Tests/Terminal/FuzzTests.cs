using PromptWatcher.Terminal;
using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

[Collection(nameof(RunsAlone))]
public class FuzzTests
{
    private const int Cases = 1_000, CasesForSmallTables = 250, PiecesOfABomb = 10_000;

    /// <summary>The first cases of what <c>tests/PromptWatcher.Fuzz</c> does for as long as it is told.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Next_AThousandHostileCases_NoPropertyFails(int seed)
    {
        var run = new FuzzRun(seed, FuzzMaterial.Load(step: 10), checksDump: true);
        for (int i = 0; i < Cases; i++)
        {
            if (run.Next() is { } failure)
                Assert.Fail(run.Describe(failure));
        }

        Assert.True(run.Features > 1_000, $"The cases reached {run.Features} pairs of states only.");
    }

    /// <summary>With tables that a few cells fill: what they refuse, and when they are searched, depends on no cut and harms nothing that is shown.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 5)]
    public void Next_TablesThatAreSoonFull_NoPropertyFails(int seed, int sweepDistance)
    {
        var tables = new TableCapacities { Styles = 6, Links = 4, LinkBytes = 2 * (LinkTable.MaxId + LinkTable.MaxUri), Clusters = 8, SweepDistance = sweepDistance };
        var run = new FuzzRun(seed, FuzzMaterial.Load(step: 10), checksDump: true, new ScreenOptions { Tables = tables });
        for (int i = 0; i < CasesForSmallTables; i++)
        {
            if (run.Next() is { } failure)
                Assert.Fail(run.Describe(failure));
        }
    }

    [Fact]
    public void Held_TenThousandOfEachBomb_StaysBelowTheBound()
    {
        var tooMuch = FuzzBombs.All.Select(bomb => (bomb.Name, Held: FuzzGrowth.Held(bomb.Piece, PiecesOfABomb))).Where(bomb => bomb.Held > FuzzGrowth.MostBytes);

        Assert.Empty(tooMuch);
    }
}
