using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.Environments;
using PromptWatcher.Environments.Local;
using PromptWatcher.Environments.Replay;
using PromptWatcher.Hosts;
using PromptWatcher.PostgreSql;
using PromptWatcher.Sessions;
using PromptWatcher.Sqlite;
using PromptWatcher.Storage;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Docs;

/// <summary>The samples of the guides and of the packages' READMEs that need neither an engine nor a web server, run where they can be.</summary>
public sealed class GuideTests
{
    [Fact]
    public void StatusSample_OnATerminal_IsTold()
    {
        var terminal = new StringWriter();
        Report(terminal);

        var screen = new Screen(new TerminalSize(80, 24));
        screen.Write(Encoding.ASCII.GetBytes(terminal.ToString()));
        Assert.Equal([("", ProgramState.Done, "12 files")], screen.ProgramStatus.Select(record => (record.Id, record.State, record.Message)));
    }

    [Fact]
    public async Task LocalSample_Program_PrintsWhatIsTyped() => Assert.Equal(0, await ConverseAsync("cat"));

    [Fact]
    public async Task ReplaySample_Recording_PlaysToItsEnd()
    {
        string file = Path.Combine(SourceTree.Root, "tests", "PromptWatcher.Tests", "Recordings", $"{Recordings.Names.First()}.cast.gz");

        Assert.NotEmpty(await PlayAsync(file));
    }

    [Fact]
    public async Task OwnEnvironment_Program_RunsInsideTheOther()
    {
        var services = new ServiceCollection();
        AddWrapped(services);
        services.AddPromptWatcher().AddEnvironment("marked", _ => new WrappedEnvironment("env", "MARK=42"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        var manager = provider.GetRequiredService<SessionManager>();

        TerminalSession session = await manager.StartAsync(new PtySpawnOptions { EnvironmentId = "marked", Command = "sh", Arguments = ["-c", "echo \"mark: $MARK\""] });

        Assert.Equal(new PtyExit(0), await session.Completion.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal("mark: 42", session.Snapshot().Lines[0]);
        Assert.Contains("gentle", manager.Environments);
    }

    [Fact]
    public async Task StoreSamples_Provider_HasTheStore()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("pw-guide-");
        var services = new ServiceCollection();
        AddSqlite(services, Path.Combine(directory.FullName, "sessions.db"));
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            var manager = provider.GetRequiredService<SessionManager>();
            TerminalSession session = await manager.StartAsync(new PtySpawnOptions { Command = "true", SessionId = "one" });
            await session.Completion.WaitAsync(TimeSpan.FromSeconds(60));
            var told = new List<string>();
            await ListAsync(manager, told.Add);
            Assert.StartsWith("one ", Assert.Single(told), StringComparison.Ordinal);
        }

        directory.Delete(recursive: true);
        var shared = new ServiceCollection();
        AddPostgreSql(shared);
        await using ServiceProvider sharing = shared.BuildServiceProvider();
        Assert.IsType<PostgreSqlSessionStore>(sharing.GetRequiredService<ISessionStore>());
    }

    private static void Report(TextWriter terminal)
    {
        // begin status
        // shown: (terminal, "copier") -> ("copier")
        using var status = new ProgramStatus(terminal, "copier");      // on the console; silent where its output is redirected
        status.Report(new ProgramReport(ProgramState.Working) { Progress = 40, Message = "Copying" });

        using (ProgramStatus upload = status.Part("upload"))           // a part has a record of its own, until it is disposed
            upload.Report(new ProgramReport(ProgramState.Blocked) { BlockedKind = BlockedKind.Permission, Message = "Overwrite notes.txt?" });

        status.Report(ProgramState.Done, "12 files");
        // end
    }

    private static async Task<int?> ConverseAsync(string command)
    {
        // begin local
        // shown: Command = command -> Command = "python3"
        var local = new LocalEnvironment();
        await using PtyProcess pty = await local.SpawnPtyAsync(new PtySpawnOptions { Command = command });

        await pty.Writer.WriteAsync("2 + 2\n\u0004"u8.ToArray());       // Ctrl+D at the beginning of a line ends the input
        using var output = new MemoryStream();
        await pty.Reader.CopyToAsync(output);                           // to the last byte
        PtyExit exit = await pty.Completion;
        // end
        return Encoding.ASCII.GetString(output.ToArray()).Contains("2 + 2", StringComparison.Ordinal) ? exit.ExitCode : null;
    }

    private static async Task<List<SessionEvent>> PlayAsync(string recording)
    {
        // begin replay
        // shown: Command = recording -> Command = "session.cast"
        var replay = new ReplayEnvironment(new ReplayOptions { Speed = ReplayOptions.AsFastAsPossible });
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { ["replay"] = replay });
        TerminalSession session = await manager.StartAsync(new PtySpawnOptions { EnvironmentId = "replay", Command = recording });
        List<SessionEvent> events = await session.WatchAsync().ToListAsync();
        // end
        return events;
    }

    private static void AddWrapped(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher().AddEnvironment("gentle", _ => new WrappedEnvironment("nice", "-n", "10"));
        // end
    }

    private static void AddSqlite(IServiceCollection services, string file)
    {
        // begin
        // shown: (file) -> ("sessions.db")
        services.AddPromptWatcher().AddStore(_ => new SqliteSessionStore(file));
        // end
    }

    private static void AddPostgreSql(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher().AddStore(_ => new PostgreSqlSessionStore("Host=db;Database=agents;Username=agents"));
        // end
    }

    private static async Task ListAsync(SessionManager manager, Action<string> tell)
    {
        // begin
        // shown: tell( -> Console.WriteLine(
        await foreach (SessionRecord record in manager.Store.ListAsync())
            tell($"{record.SessionId} {record.Status} {record.Activity} {record.Prompt?.Question}");
        // end
    }

    internal static void AddProfiles(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher(options =>
        {
            options.Profiles.Files.Add("profiles/mine.json");
            options.Profiles.Folders.Add("/etc/myapp/profiles");       // every *.json in it
        });
        // end
    }

    internal static void AddHostMonitor(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher().AddHostMonitor();                             // this machine
        // end
    }

    internal static HostMonitorOptions TraceAgentsOverSsh()
    {
        // begin
        var options = new HostMonitorOptions { Trace = terminal => terminal.Parent == TerminalParent.Ssh && terminal.Agent is not null };
        // end
        return options;
    }
}
