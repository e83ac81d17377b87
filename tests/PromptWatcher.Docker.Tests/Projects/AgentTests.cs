using PromptWatcher.Agents;
using PromptWatcher.Detection;
using PromptWatcher.Docker.Tests.Engines;
using PromptWatcher.Environments;
using PromptWatcher.LiveAgent;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Tests.Projects;

/// <summary>A real agent in a container of its own, in a worktree of its own, against a scripted model.</summary>
[Collection(nameof(NeedsOtherEngine))]
public sealed class AgentTests(SharedEngines engines) : ProjectTest(engines)
{
    private const string Key = "sk-ant-api03-none-of-this-is-a-real-key-1111";
    private const string Marker = "made/by-agent";
    private const string Command = "mkdir -p made && echo by the agent > " + Marker;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Instructions =>
    [
        "Please make the marker file.",
        "Please make the marker file.\n\n  - with one command\n  - \"quoted\" and $unquoted, `ticks`, \\back, 100 %\n\nGrüße, 你好 👋",
        string.Join('\n', Enumerable.Range(1, 40).Select(line => $"Line {line} of a long instruction that no input box shows as a whole.")),
    ];

    private static string Agents => Path.Combine(SourceTree.Root, "artifacts", "agents", "claude", "node_modules");

    [SkippableTheory]
    [MemberData(nameof(Instructions))]
    public async Task StartAsync_ClaudeCodeWithAnInstruction_TakesItOnceAndWorksInItsWorktree(string instruction)
    {
        Skip.IfNot(Directory.Exists(Agents), $"NOT CHECKED: Claude Code is not installed ({Agents}). eng/test.sh installs it; it takes npm.");
        DockerEngine engine = await Engines.GetAsync();
        DockerEnvironment docker = await DockerAsync();
        GitWorkspace workspace = await ClonedAsync(docker);
        await using var model = new ScriptedModel(Command);
        string home = Directory.CreateTempSubdirectory("home-").FullName;
        try
        {
            AgentSetup setup = AgentSetup.Get("claude");
            setup.WriteSettings(home, workspace.PathOf("task"), model.Address);
            Dictionary<string, string?> variables = setup.Variables("/home/agent", model.Address);
            variables.Remove("ANTHROPIC_API_KEY");
            await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { [DockerEnvironment.EnvironmentId] = docker });
            var claude = new ClaudeLaunch { PermissionMode = "default", ApiKey = Key, Executable = "/agents/.bin/claude" };
            TerminalSession session = await manager.StartAsync(claude.ApplyTo(new DockerSpawnOptions
            {
                Command = "", EnvironmentId = DockerEnvironment.EnvironmentId, ProjectId = ProjectId, SessionId = "task", InitialPrompt = instruction, Environment = variables,
                Mounts = [new ContainerMount(home, "/home/agent"), new ContainerMount(Agents, "/agents", IsReadOnly: true), new ContainerMount("/usr/lib", "/usr/lib", IsReadOnly: true)],
            }));
            string process = await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", ((DockerPty)session.Process).ContainerId);
            using NetworkRelay relay = NetworkRelay.Open(int.Parse(process), new Uri(model.Address).Port);

            Prompt prompt = await AskedAsync(session);
            await session.InitialPrompt.WaitAsync(Patience);
            Assert.Equal((PromptKind.Permission, Command), (prompt.Kind, prompt.Subject));
            await session.AnswerAsync(prompt, prompt.Options[0]);
            await session.WaitForAsync(state => state.Activity == Activity.Idle).WaitAsync(Patience);

            ModelRequest[] conversation = [.. model.Requests.Where(request => request.IsConversation)];
            Assert.All(conversation, request => Assert.Single(request.UserTexts, text => text.Contains("marker file", StringComparison.Ordinal) || text.Contains("Line 1 of", StringComparison.Ordinal)));
            Assert.Equal(instruction, Assert.Single(conversation[^1].UserTexts, text => text.Contains(instruction, StringComparison.Ordinal)));
            Assert.All(conversation, request => Assert.Equal(Key, request.Key));
            Assert.Equal(Marker, Assert.Single((await workspace.GetChangesAsync("task")).Files).Path);
            Assert.Equal((SessionStatus.Running, "claude", workspace.PathOf("task")), await manager.Store.FindAsync("task") is { } record ? (record.Status, record.Agent, record.WorktreePath) : default);
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    /// <summary>What the agent asks once it was told what to do; with its screen where it asks nothing in time.</summary>
    private static async Task<Prompt> AskedAsync(TerminalSession session)
    {
        try
        {
            return (await session.WaitForAsync(state => state.Prompt is not null).WaitAsync(Patience)).Prompt!;
        }
        catch (TimeoutException)
        {
            Assert.Fail($"It asks nothing: {session.State.Activity}\n{string.Join('\n', session.Snapshot().Lines)}");
            throw;
        }
    }
}
