using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using PromptWatcher.Docker.Tests.Behaviour;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Projects;
using PromptWatcher.Sqlite;
using PromptWatcher.Tests.Console;
using Xunit.Abstractions;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>
/// "up" killed between any two of its calls to the engine: what it leaves, "ps" tells and "rm" removes. Every how many calls is
/// PROMPTWATCHER_UP_KILLS; 1 for every call. With it, all engines are tried: each kill takes some seconds.
/// </summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class UpKilledTests(SharedEngines engines, ITestOutputHelper log) : ProjectTest(engines)
{
    private const int MostCalls = 400;

    private static readonly string[] Methods = ["GET ", "POST ", "PUT ", "HEAD ", "DELETE "];
    private static readonly string? Setting = Environment.GetEnvironmentVariable("PROMPTWATCHER_UP_KILLS");
    private static readonly int Step = int.Parse(Setting ?? "47", CultureInfo.InvariantCulture);

    public static TheoryData<EngineKind, bool> Cases => Setting is null
        ? new() { { EngineKind.Installed, false }, { EngineKind.Podman, true } }
        : new() { { EngineKind.Installed, false }, { EngineKind.Installed, true }, { EngineKind.Newest, false }, { EngineKind.Newest, true }, { EngineKind.Podman, false }, { EngineKind.Podman, true } };

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Remove_UpWasKilledAtAnyCall_LeavesNothing(EngineKind kind, bool isAnswered)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        DockerEnvironment docker = await DockerAsync(kind);
        int kills = 0, calls = 1 + (isAnswered ? Step / 2 : 0);
        for (bool isThrough = false; !isThrough && calls < MostCalls; calls += Step)
        {
            using var command = new ProjectCommand(engine.Endpoint);
            string repository = CopiedRepository(), session = $"{ProjectId}-{calls}";
            string[] up = ["up", "--project", repository, "--env", "docker", "--image", Images.Full, "--session", session, "--detach", "--", "sleep", "600"];
            (isThrough, string last) = await KillAsync(engine, command, calls, isAnswered, up);
            kills += isThrough ? 0 : 1;
            string moment = $"{kind}, call {calls}, {(isAnswered ? "answered" : "not sent")}: {last}";

            if (kills % 2 == 0)
                await UpAgainAsync(command, up, moment);
            (int code, _, string error) = await command.RunAsync("ps", "--all");
            Assert.True(code == 0, $"{moment}: ps: {error}");
            (code, _, error) = await command.RunAsync("rm", "--force", session);
            Assert.True(code == 0, $"{moment}: rm: {error}");

            using (var store = new SqliteSessionStore(command.StorePath))
                Assert.Null(await store.FindAsync(session));
            Assert.True((await ContainersAsync(kind, $"promptwatcher.session={session}")).Length == 0, $"{moment}: its container is left");
            await NothingLeftAsync(engine, docker, repository, moment);
        }

        log.WriteLine($"{kind}, {(isAnswered ? "answered" : "not sent")}: killed {kills} times, through at call {calls - Step}");
        Assert.True(kills > 1, $"Killed {kills} times.");
    }

    /// <summary>Starts "up" and kills it at a call.</summary>
    /// <param name="engine">Whose calls.</param>
    /// <param name="command">The command.</param>
    /// <param name="calls">At which.</param>
    /// <param name="isAnswered">The engine does what it is called for; otherwise it never hears of it.</param>
    /// <param name="up">What is run.</param>
    private static async Task<(bool IsThrough, string Call)> KillAsync(DockerEngine engine, ProjectCommand command, int calls, bool isAnswered, string[] up)
    {
        string last = "";
        int heard = 0;
        Process? process = null;
        await using var relay = new Relay(engine.SocketPath);
        relay.OnSent = sent =>
        {
            if (!Methods.Any(method => sent.StartsWith(method, StringComparison.Ordinal)) || Interlocked.Increment(ref heard) != calls)
                return Task.FromResult(sent);
            last = sent.Split('\r')[0];
            if (isAnswered)
                return Task.FromResult(sent);
            process!.Kill();
            throw new SocketException();
        };
        relay.OnAnswered = (_, answer) =>
        {
            if (last.Length > 0)
                process!.Kill();
            return answer;
        };
        process = command.Start(relay.Endpoint, up);
        using (process)
            return ((await ProjectCommand.EndAsync(process)).Code == 0, last);
    }

    /// <summary>A second try goes through, or says what stands in its way and what to do.</summary>
    private static async Task UpAgainAsync(ProjectCommand command, string[] up, string moment)
    {
        (int code, _, string error) = await command.RunAsync(up);
        Assert.True(code == 0 || error.Contains("end that one first", StringComparison.Ordinal), $"{moment}: up again: {error}");
    }

    private static async Task NothingLeftAsync(DockerEngine engine, DockerEnvironment docker, string repository, string moment)
    {
        const string volume = "claude-repo-";
        string found = await engine.DockerAsync("volume", "ls", "--quiet", "--filter", $"name={volume}{Path.GetFileName(repository)}");
        if (found.Length == 0)
            return;
        string project = found[volume.Length..];
        GitWorkspace workspace = docker.GetWorkspace(project);
        if (await workspace.ExistsAsync())
            Assert.Null(Assert.Single(await workspace.ListAsync()).SessionId);
        Assert.True((await engine.DockerAsync("ps", "--all", "--quiet", "--filter", $"label=promptwatcher.git={project}")).Length == 0, $"{moment}: a container of git's is left");
        await engine.DockerAsync("volume", "rm", found);
    }
}
