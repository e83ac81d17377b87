using System.Text.Json;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Tests.Console;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>The verbs of projects with containers, each in a process of its own, as a user runs them.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class ContainerVerbTests(SharedEngines engines) : ProjectTest(engines)
{
    // Paints its screen again when it is told a size, as agents do.
    private const string Painting = """
        paint() { printf '\033[2J\033[HOverwrite a.txt? [y/N] '; }
        trap paint WINCH
        paint
        answer=
        until read -r -t 0.2 part; do answer=$answer$part; done     # where the time is over in the middle of a line, the part before it
        echo "$answer$part" > answer.txt
        sleep 600
        """;

    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task Verbs_ProgramThatAsks_IsListedAnsweredComparedStoppedAndRemoved(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        using var command = new ProjectCommand(engine.Endpoint);
        string id = ProjectId;
        (int code, string output, string error) = await UpAsync(command, id, Painting);
        Assert.True(code == 0, error);
        Assert.Contains($"session {id}: branch session-{id}, worktree /repo/.worktrees/session-{id}", output, StringComparison.Ordinal);

        JsonElement asking = await AskingAsync(command);
        Assert.Equal(("running", "Overwrite a.txt? [y/N]"), (Text(asking, "status"), Text(asking, "question")));

        (code, _, error) = await command.RunAsync("answer", id, "maybe");
        Assert.Equal(2, code);
        Assert.Contains("'maybe' is none of the answers to \"Overwrite a.txt? [y/N]\": 1 y, 2 N.", error, StringComparison.Ordinal);
        (code, output, error) = await command.RunAsync("answer", id, "y");
        Assert.True(code == 0, error);
        Assert.Contains("answered: Overwrite a.txt?", output, StringComparison.Ordinal);
        Assert.Contains("+y", (await command.RunAsync("diff", id)).Output, StringComparison.Ordinal);
        Assert.Equal("new          answer.txt\n", (await command.RunAsync("diff", "--stat", id)).Output);

        Assert.Equal(0, (await command.RunAsync("stop", id)).Code);
        Assert.Equal("exited", Text(Assert.Single(await command.PsAsync()), "status"));
        await NoneLeftAsync(kind, $"promptwatcher.session={id}");

        (code, _, error) = await command.RunAsync("rm", id);
        Assert.Equal(1, code);
        Assert.Contains("contains modified or untracked files", error, StringComparison.Ordinal);
        Assert.Equal(0, (await command.RunAsync("rm", "--force", id)).Code);
        Assert.Empty(await command.PsAsync());
    }

    [SkippableFact]
    public async Task Answer_ProgramThatNeverPaintsAgain_SaysSoAndWhatToDo()
    {
        DockerEngine engine = await Engines.GetAsync();
        using var command = new ProjectCommand(engine.Endpoint);
        await UpAsync(command, ProjectId, "read -p 'Overwrite a.txt? [y/N] ' answer");

        (int code, _, string error) = await command.RunAsync("answer", ProjectId, "yes");

        Assert.Equal(1, code);
        Assert.Contains("does not paint its screen again", error, StringComparison.Ordinal);
        Assert.Contains($"\"promptwatcher attach {ProjectId}\"", error, StringComparison.Ordinal);
        Assert.Equal(0, (await command.RunAsync("rm", "--force", ProjectId)).Code);
        await NoneLeftAsync(EngineKind.Installed, $"promptwatcher.session={ProjectId}");
    }

    [SkippableTheory]
    [MemberData(nameof(DockerAndPodman))]
    public async Task Attach_SessionThatNobodyHas_IsTypedToAndLeft(EngineKind kind)
    {
        DockerEngine engine = await Engines.GetAsync(kind);
        using var command = new ProjectCommand(engine.Endpoint);
        await UpAsync(command, ProjectId, Painting);
        await using var terminal = new CommandTerminal();

        await terminal.StartAsync(command.Variables, "attach", ProjectId);
        await terminal.SeeAsync("Overwrite a.txt? [y/N] ");
        await terminal.TypeAsync("yes\r");
        string diff = "";
        await Waiting.UntilAsync(async () => (diff = (await command.RunAsync("diff", ProjectId)).Output).Contains("+yes", StringComparison.Ordinal), () => $"{diff} {terminal.Seen}");
        await terminal.TypeAsync("\x1d");
        await terminal.SeeEndAsync();

        Assert.Matches("after 0 isig icanon echo", terminal.Seen);
        Assert.Equal("running", Text(Assert.Single(await command.PsAsync()), "status"));
        Assert.Equal(0, (await command.RunAsync("rm", "--force", ProjectId)).Code);
    }

    [SkippableFact]
    public async Task Attach_ProgramThatEnds_EndsWithItsCode()
    {
        DockerEngine engine = await Engines.GetAsync();
        using var command = new ProjectCommand(engine.Endpoint);
        await UpAsync(command, ProjectId, "until read -r -t 0.2 answer; do :; done; exit 6");
        await using var terminal = new CommandTerminal();

        await terminal.StartAsync(command.Variables, "attach", ProjectId);
        await terminal.SeeAsync("\e[2J");
        await terminal.TypeAsync("yes\r");
        await terminal.SeeEndAsync();

        Assert.Matches("after 6 isig icanon echo", terminal.Seen);
        Assert.Equal(6, Assert.Single(await command.PsAsync()).GetProperty("exit_code").GetInt32());
    }

    [SkippableFact]
    public async Task Attach_WithoutATerminal_SaysWhatToDo()
    {
        DockerEngine engine = await Engines.GetAsync();
        using var command = new ProjectCommand(engine.Endpoint);
        await UpAsync(command, ProjectId, "sleep 600");

        (int code, _, string error) = await command.RunAsync("attach", ProjectId);

        Assert.Equal(2, code);
        Assert.Contains($"promptwatcher answer {ProjectId}", error, StringComparison.Ordinal);
        Assert.Equal(0, (await command.RunAsync("rm", "--force", ProjectId)).Code);
    }

    private Task<(int Code, string Output, string Error)> UpAsync(ProjectCommand command, string id, string script) =>
        command.RunAsync("up", "--project", Repository, "--env", "docker", "--image", Images.Full, "--session", id, "--detach", "--", "bash", "-c", script);

    /// <summary>"ps" looks at a session for a moment: one that has not painted by then is looked at again.</summary>
    private static async Task<JsonElement> AskingAsync(ProjectCommand command)
    {
        for (int look = 0; look < 20; look++)
        {
            JsonElement record = Assert.Single(await command.PsAsync());
            if (Text(record, "state") == "awaiting")
                return record;
        }

        throw new TimeoutException("It has not been seen to ask anything.");
    }

    private static string? Text(JsonElement record, string member) => record.GetProperty(member).GetString();
}
