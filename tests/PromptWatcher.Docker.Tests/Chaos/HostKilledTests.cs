using System.Globalization;
using PromptWatcher.Docker.Tests.Engines;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>Our own process killed at any moment. How often is PROMPTWATCHER_DOCKER_KILLS.</summary>
[Collection(nameof(NeedsEngine))]
public sealed class HostKilledTests(SharedEngines engines, ITestOutputHelper log) : ChaosTest(engines)
{
    private const int Sessions = 20;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("PROMPTWATCHER_DOCKER_KILLS") ?? "5", CultureInfo.InvariantCulture);

    [SkippableFact]
    public async Task AttachPtyAsync_HostKilledAtRandomPoints_TakesEverySessionOverEachTime()
    {
        DockerEngine engine = await Engines.GetAsync();
        string owner = $"host-{Guid.NewGuid():N}"[..12];
        var random = new Random(3);
        var took = new List<TimeSpan>();
        try
        {
            using (var first = new HostProcess(engine, owner, Sessions))
            {
                Assert.Equal($"ready 0 {Sessions}", await first.Ready);
                await first.KillAsync();
            }

            for (int kill = 1; kill <= Kills; kill++)
            {
                using var host = new HostProcess(engine, owner, Sessions);

                // Every third before or while it takes over.
                if (kill % 3 != 0)
                    Assert.Equal($"ready {Sessions} 0", await host.Ready);
                await Task.Delay(random.Next(kill % 3 == 0 ? 1_500 : 500));
                if (host.TakenOverAfter is { } after)
                    took.Add(after);
                await host.KillAsync();
                Assert.Empty(host.Wrong);
            }

            using var last = new HostProcess(engine, owner, Sessions);
            Assert.Equal($"ready {Sessions} 0", await last.Ready);
            await last.KillAsync();
            Assert.Empty(last.Wrong);

            took.Sort();
            log.WriteLine($"{Kills} kills; {Sessions} sessions taken over {took.Count} times, after {took[took.Count / 2].TotalMilliseconds:0} ms (median) to {took[^1].TotalMilliseconds:0} ms from the start of the process");
        }
        finally
        {
            await using DockerEnvironment docker = Docker(engine, options => (options.Owner, options.KillGrace) = (owner, TimeSpan.Zero));
            await foreach (Environments.PtyInfo info in docker.ListPtysAsync())
                await docker.KillPtyAsync(info.Id);
        }

        Assert.Empty(await engine.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=promptwatcher.owner={owner}"));
    }
}
