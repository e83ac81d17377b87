using PromptWatcher;
using PromptWatcher.Sqlite;
using PromptWatcher.Web;

// Sessions of this machine and of its Docker engine: without a key for whoever sits at this machine, with one for whoever has it.
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
SampleSettings settings = builder.Configuration.Get<SampleSettings>() ?? new SampleSettings();
string? key = settings.AccessKeyFile is { } file ? File.ReadAllText(file).Trim() : null;

// What runs in containers outlives this process, and is there again when it is.
IPromptWatcherBuilder watcher = builder.Services.AddPromptWatcher(options => options.DetachOnDispose = true)
    .AddDocker(options => (options.Owner, options.Image, options.HostImage) = (settings.Owner, settings.Image, settings.HostImage))
    .AddWeb(options =>
    {
        options.AllowAnonymousOnLoopback = key is null;
        options.AttachRunning = true;
        settings.Hosts.ForEach(options.AllowedHosts.Add);
        settings.Origins.ForEach(options.AllowedOrigins.Add);
        options.Recording.Directory = settings.Data is null ? null : Path.Combine(settings.Data, "recordings");
    });
_ = settings.HostTerminals switch
{
    HostTerminals.Machine => watcher.AddHostMonitor(),
    HostTerminals.Engine => watcher.AddDockerHostMonitor(),
    _ => watcher,
};
if (settings.Data is not null)
    watcher.AddStore(_ => new SqliteSessionStore(Path.Combine(settings.Data, "sessions.db")));
if (key is not null)
    builder.Services.AddAccessKey(key, settings.Data);
builder.Services.AddHealthChecks().AddPromptWatcher();

WebApplication app = builder.Build();
if (key is not null)
    app.MapAccessKey();
app.MapPromptWatcher("/promptwatcher");
app.MapHealthChecks("/health");
app.Run();
