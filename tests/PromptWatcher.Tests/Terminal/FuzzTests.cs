using PromptWatcher.Tests.Terminal.Fuzzing;

namespace PromptWatcher.Tests.Terminal;

[Collection(nameof(RunsAlone))]
public class FuzzTests
{
    private const int Cases = 1_000, PiecesOfABomb = 10_000;

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

    [Fact]
    public void Held_TenThousandOfEachBomb_StaysBelowTheBound()
    {
        var tooMuch = FuzzBombs.All.Select(bomb => (bomb.Name, Held: FuzzGrowth.Held(bomb.Piece, PiecesOfABomb))).Where(bomb => bomb.Held > FuzzGrowth.MostBytes);

        Assert.Empty(tooMuch);
    }
}
