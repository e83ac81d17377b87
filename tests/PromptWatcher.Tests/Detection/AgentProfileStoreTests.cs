using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;

namespace PromptWatcher.Tests.Detection;

public sealed class AgentProfileStoreTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ProfileFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Current_WithoutFiles_IsTheLibrarysAndCostsNoTimer()
    {
        using var store = new AgentProfileStore(null, _time);

        Assert.Same(AgentProfiles.Default, store.Current);
        Assert.Equal(0, _time.Armed);
    }

    [Fact]
    public void Current_FileChangesInPlace_IsTakenOnceItStandsStill()
    {
        _folder.Write("a.json", Profile("first"));
        using AgentProfileStore store = Store();
        AgentProfiles before = store.Current;

        _folder.Write("a.json", Profile("second!"));
        _time.Advance(Interval);
        Assert.Same(before, store.Current);
        _folder.Write("a.json", Profile("third!!!"));
        _time.Advance(Interval);
        Assert.Same(before, store.Current);
        _time.Advance(Interval);

        AgentProfiles after = store.Current;
        Assert.Equal("third!!!", after.Get("a").Name);
        _time.Advance(10 * Interval);
        Assert.Same(after, store.Current);
    }

    [Fact]
    public void Current_FilePutInPlaceOfAnother_IsTaken()
    {
        _folder.Write("a.json", Profile("first"));
        using AgentProfileStore store = Store();

        _folder.Replace("a.json", Profile("another"));
        _time.Advance(2 * Interval);

        Assert.Equal("another", store.Current.Get("a").Name);
    }

    [Fact]
    public void Current_TargetOfTheFoldersLinkChanges_IsTaken()
    {
        Directory.CreateDirectory(_folder.File("v1"));
        Directory.CreateDirectory(_folder.File("v2"));
        _folder.Write("v1/a.json", Profile("one"));
        _folder.Write("v2/a.json", Profile("two and more"));
        Directory.CreateSymbolicLink(_folder.File("data"), "v1");
        File.CreateSymbolicLink(_folder.File("a.json"), "data/a.json");
        using AgentProfileStore store = Store();
        Assert.Equal("one", store.Current.Get("a").Name);

        Directory.Delete(_folder.File("data"));
        Directory.CreateSymbolicLink(_folder.File("data"), "v2");
        _time.Advance(2 * Interval);

        Assert.Equal("two and more", store.Current.Get("a").Name);
    }

    [Fact]
    public void Current_FileComesAndGoes_FollowsIt()
    {
        using AgentProfileStore store = Store();

        _folder.Write("a.json", Profile("come"));
        _time.Advance(2 * Interval);
        Assert.True(store.Current.TryGet("a", out _));
        File.Delete(_folder.File("a.json"));
        _time.Advance(2 * Interval);

        Assert.False(store.Current.TryGet("a", out _));
    }

    [Fact]
    public void Current_IncludedFileChanges_IsTaken()
    {
        Directory.CreateDirectory(_folder.File("own"));
        _folder.Write("own/common.json", """{ "id": "common" }""");
        string file = _folder.Write("own/a.json", """{ "id": "a", "include": [ "common.json" ] }""");
        using var store = new AgentProfileStore(new ProfileOptions { Files = { file } }, _time);
        Assert.Empty(store.Current.Get("a").Compiled);

        _folder.Write("own/common.json", """{ "id": "common", "rules": [ { "id": "r", "state": "Working", "region": "Title", "when": { "contains": [ "x" ] } } ] }""");
        _time.Advance(2 * Interval);

        Assert.Single(store.Current.Get("a").Compiled);
    }

    [Fact]
    public void Errors_FileGoesWrong_KeepsTheLastGoodUntilItIsRight()
    {
        _folder.Write("a.json", Profile("good"));
        using AgentProfileStore store = Store();
        AgentProfiles good = store.Current;

        _folder.Write("a.json", """{ "id": "a", "wrong": 1, "worse": 2 }""");
        _time.Advance(2 * Interval);

        Assert.Same(good, store.Current);
        Assert.Equal(2, store.Errors.Count);
        Assert.All(store.Errors, error => Assert.StartsWith(_folder.File("a.json") + ":1: a profile has no member 'w", error.ToString(), StringComparison.Ordinal));
        _folder.Write("a.json", Profile("good again"));
        _time.Advance(2 * Interval);
        Assert.Equal("good again", store.Current.Get("a").Name);
        Assert.Empty(store.Errors);
    }

    [Fact]
    public void Errors_WrongAtTheStart_LeavesTheLibrarysProfiles()
    {
        _folder.Write("a.json", "{");
        using var store = new AgentProfileStore(new ProfileOptions { Folders = { _folder.Path, _folder.File("none") } }, _time);

        Assert.Same(AgentProfiles.Default, store.Current);
        Assert.Equal([_folder.File("a.json"), _folder.File("none")], store.Errors.Select(error => error.Source));
    }

    [Fact]
    public void Dispose_EndsTheTimer()
    {
        AgentProfileStore store = Store();
        Assert.Equal(1, _time.Armed);

        store.Dispose();

        Assert.Equal(0, _time.Armed);
    }

    [Fact]
    public void OnOutput_ProfilesChanged_RunningDetectorTakesThemWithItsNextFrame()
    {
        _folder.Write("a.json", Profile("a"));
        using AgentProfileStore store = Store();
        var session = new Session(store.Current.Get("a"), profiles: store);
        session.Output("\e]0;zap 1\a").Show("────────\n❯ ▮\n────────").Wait(2_000);
        Assert.Equal(Activity.Idle, session.Activity);

        _folder.Write("a.json", """{ "id": "a", "rules": [ { "id": "busy", "state": "Working", "region": "Title", "when": { "contains": [ "zap" ] } } ] }""");
        _time.Advance(2 * Interval);
        session.Output("\e]0;zap 2\a").Wait(100);

        Assert.Equal(Activity.Working, session.Activity);
        Assert.Same(store.Current.Get("a"), session.Detector.Profile);
    }

    [Fact]
    public async Task AddPromptWatcher_FolderInTheOptions_ReachesTheManager()
    {
        _folder.Write("a.json", Profile("mine"));
        await using ServiceProvider services = new ServiceCollection().AddPromptWatcher(options => options.Profiles.Folders.Add(_folder.Path)).Services.BuildServiceProvider();

        SessionManager manager = services.GetRequiredService<SessionManager>();

        Assert.Same(services.GetRequiredService<AgentProfileStore>(), manager.Profiles);
        Assert.Equal("mine", manager.Profiles.Current.Get("a").Name);
    }

    [Fact]
    public void SessionManager_ImpossibleInterval_NamesTheRange()
    {
        var e = Assert.Throws<OptionsValidationException>(() => new SessionManager(new PromptWatcherOptions { Profiles = { PollInterval = TimeSpan.FromMilliseconds(1) } }));

        Assert.Contains("PromptWatcherOptions.Profiles.PollInterval is 00:00:00.0010000; it must be from 00:00:00.1000000 to 01:00:00, or zero for never.", e.Message, StringComparison.Ordinal);
    }

    private AgentProfileStore Store() => new(new ProfileOptions { Folders = { _folder.Path }, PollInterval = Interval }, _time);

    private static string Profile(string name) => $$"""{ "id": "a", "name": "{{name}}" }""";
}
