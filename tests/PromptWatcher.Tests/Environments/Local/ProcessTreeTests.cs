using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Tests.Environments.Local;

public sealed class ProcessTreeTests
{
    [Fact]
    public async Task KillAsync_DetachedDoubleForkedAndStubbornChildren_AreGoneWithinFiveSeconds()
    {
        string mark = $"pw-tree-{Guid.NewGuid():N}";
        const string Stubborn = "trap '' TERM HUP INT; while :; do sleep 0.2; done";
        string script = $"""
            (setsid sh -c "{Stubborn}" {mark} &)
            setsid sh -c "(sh -c \"{Stubborn}\" {mark} &) ; exit" {mark} &
            sh -c "{Stubborn}" {mark} &
            (sh -c "{Stubborn}" {mark} < /dev/null > /dev/null 2>&1 &)
            trap '' TERM HUP
            while :; do sleep 0.2; done
            """;
        await using PtyProcess pty = await new LocalEnvironment(new LocalEnvironmentOptions { KillGrace = TimeSpan.FromSeconds(1) })
            .SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", script] });
        Assert.True(SpinWait.SpinUntil(() => Running(mark) >= 4, TimeSpan.FromSeconds(20)), $"{Running(mark)} of 4 children started");
        long begin = TimeProvider.System.GetTimestamp();

        await pty.KillAsync();

        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(0, Running(mark));
        Assert.Equal(new PtyExit(null, 9), await pty.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
        await pty.KillAsync();
    }

    [Fact]
    public async Task KillAsync_ProgramEndsByItself_IsNotKilledBeforeItsGrace()
    {
        var environment = new LocalEnvironment(new LocalEnvironmentOptions { KillGrace = TimeSpan.FromSeconds(30) });
        await using PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", "trap 'exit 5' TERM HUP; echo ready; while :; do sleep 0.05; done"] });
        await pty.Reader.ReadAtLeastAsync(5);

        await pty.KillAsync();

        Assert.Equal(new PtyExit(5), await pty.Completion.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Completion_OtherChildrenOfThisProcess_KeepTheirExitCodes()
    {
        var environment = new LocalEnvironment();
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            await using PtyProcess pty = await environment.SpawnPtyAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", $"exit {i % 100}"] });
            using var process = System.Diagnostics.Process.Start("sh", ["-c", $"exit {100 + (i % 100)}"]);
            await process.WaitForExitAsync(CancellationToken.None);
            Assert.Equal(100 + (i % 100), process.ExitCode);
            Assert.Equal(new PtyExit(i % 100), await pty.Completion.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
        });
    }

    private static int Running(string mark) => Directory.GetDirectories("/proc").Count(directory =>
    {
        try
        {
            return File.ReadAllText($"{directory}/cmdline").Split('\0').Contains(mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
