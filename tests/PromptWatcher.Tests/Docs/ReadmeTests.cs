using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Hosts;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Detection;

namespace PromptWatcher.Tests.Docs;

/// <summary>The README's samples, run.</summary>
public sealed class ReadmeTests
{
    private const string Asks = """
        printf '\033[?25l\n Do you want to proceed?\n ❯ 1. Yes\n   2. No\n\n Enter to confirm · Esc to cancel\n'
        stty -icanon -echo; dd bs=1 count=1 2>/dev/null; printf '\033[?25h'
        """;

    private static string Profile => Documents.Blocks("README.md", "json").Single();

    [Fact]
    public async Task FirstSample_ProgramThatAsks_IsAnsweredToItsEnd() =>
        await WatchAsync(new PtySpawnOptions { Command = "sh", Arguments = ["-c", Asks] }).WaitAsync(TimeSpan.FromSeconds(60));

    [SkippableFact]
    public async Task HostSample_TerminalThatIsOpened_IsTold()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        DirectoryInfo directory = Directory.CreateTempSubdirectory("pw-readme-");
        await using PtyProcess opened = await new LocalEnvironment().SpawnPtyAsync(new PtySpawnOptions { Command = "cat", WorkingDirectory = directory.FullName });
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        Task following = FollowAsync(new HostMonitorOptions { Capture = static _ => false }, stop.Token, line =>
        {
            if (line.Contains(directory.FullName, StringComparison.Ordinal))
                told.TrySetResult();
        });
        await Task.WhenAny(told.Task, following);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => following);
        Assert.True(told.Task.IsCompletedSuccessfully);
        directory.Delete();
    }

    [Fact]
    public async Task ProfileSample_InAFolder_IsKnownToTheManager()
    {
        using var folder = new ProfileFolder();
        folder.Write("mine.json", Profile);
        var services = new ServiceCollection();
        AddProfiles(services, folder.Path);
        await using ServiceProvider provider = services.BuildServiceProvider();

        var manager = provider.GetRequiredService<SessionManager>();

        Assert.Empty(manager.Profiles.Errors);
        Assert.Equal("mine", manager.Profiles.Current.Recognize("mine", [])?.Id);
    }

    [Fact]
    public void ProfileSample_StatusLine_IsWork()
    {
        const string Box = "\n────────────────────\n> ▮\n────────────────────";

        Assert.Equal(Activity.Working, PromptDetector.Inspect(Still.Of("… Building (12s)\n" + Box), AgentProfile.Parse(Profile, "README.md")).Activity);
        Assert.Equal(Activity.Idle, PromptDetector.Inspect(Still.Of("Built (12s)\n" + Box), AgentProfile.Parse(Profile, "README.md")).Activity);
    }

    [Fact]
    public void ProfileSample_QuestionAboutADeployment_IsAPermission()
    {
        const string Menu = "Deploy to production?\n❯ 1. Now\n  2. Later\n\nEnter to confirm · Esc to cancel";

        Assert.Equal(PromptKind.Permission, PromptDetector.Inspect(Still.Of(Menu), AgentProfile.Parse(Profile, "README.md")).Prompt!.Kind);
        Assert.Equal(PromptKind.Choice, PromptDetector.Inspect(Still.Of(Menu)).Prompt!.Kind);
    }

    private static void AddProfiles(IServiceCollection services, string folder)
    {
        // begin profiles
        // shown: (folder) -> ("profiles")
        services.AddPromptWatcher(options => options.Profiles.Folders.Add(folder));
        // end
    }

    private static async Task WatchAsync(PtySpawnOptions options)
    {
        // begin
        // shown: StartAsync(options) -> StartAsync(new PtySpawnOptions { Command = "claude" })
        await using var manager = new SessionManager();
        TerminalSession session = await manager.StartAsync(options);

        long answered = 0;
        await foreach (SessionEvent happened in session.WatchAsync())
        {
            // The same prompt comes again, with the same id, when its selection moves.
            if (happened is StateChanged { State.Prompt: { Options: [var first, ..] } prompt } && prompt.Id > answered)
            {
                answered = prompt.Id;
                await session.AnswerAsync(prompt, first);      // "Do you want to proceed?" -> Yes
            }
        }
        // end
    }

    private static async Task FollowAsync(HostMonitorOptions options, CancellationToken stop, Action<string> tell)
    {
        // begin hosts
        // shown: (sessions, options) -> (sessions)
        // shown: WatchAsync(stop) -> WatchAsync()
        // shown: tell( -> Console.WriteLine(
        await using var sessions = new SessionManager();
        await using var monitor = new HostMonitor(sessions, options);                      // this machine, which runs Linux
        await monitor.StartAsync();

        await foreach (HostTerminalEvent happened in monitor.WatchAsync(stop))        // those that are there, then what becomes of them
        {
            HostTerminal terminal = happened.Terminal;
            tell($"{happened.GetType().Name} {terminal.Device} {terminal.User} {terminal.Agent} {terminal.WorkingDirectory}");
        }
        // end
    }
}
