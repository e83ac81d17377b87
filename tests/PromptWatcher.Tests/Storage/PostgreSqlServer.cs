using System.Diagnostics;

namespace PromptWatcher.Tests.Storage;

/// <summary>A PostgreSQL of its own, behind a socket in its directory: started for the first test that asks, ended with the tests.</summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("postgres-").FullName;
    private string? _programs;

    public string ConnectionString(string database) => $"Host={_directory};Username=postgres;Database={database};Maximum Pool Size=20;Timeout=60";

    public async Task InitializeAsync()
    {
        _programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;
        if (_programs is null)
            return;
        if (System.Environment.UserName == "root")
            await RunAsync("chown", "postgres", _directory);
        await AsPostgresAsync("initdb", "--auth=trust", "--username=postgres", "--no-sync", "-D", Data);
        await AsPostgresAsync("pg_ctl", "--wait", "-D", Data, "-l", Path.Combine(_directory, "log"), "-o", $"-k {_directory} -c listen_addresses= -c fsync=off", "start");
    }

    public async Task DisposeAsync()
    {
        if (_programs is not null)
            await AsPostgresAsync("pg_ctl", "--wait", "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Skips the test where this machine has no PostgreSQL.</summary>
    public void Require() => Skip.If(_programs is null, "THIS MACHINE HAS NO POSTGRESQL: the store in it is not tested. eng/test.sh installs it, as root and with apt-get.");

    private string Data => Path.Combine(_directory, "data");

    /// <summary>It refuses to run as root.</summary>
    private Task AsPostgresAsync(string program, params string[] arguments) => System.Environment.UserName == "root"
        ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(_programs!, program), .. arguments])
        : RunAsync(Path.Combine(_programs!, program), arguments);

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory, RedirectStandardOutput = program != "setpriv" || !arguments.Contains("start") };
        using Process process = Process.Start(start)!;
        if (start.RedirectStandardOutput)
            await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
