using Microsoft.Extensions.Options;

namespace PromptWatcher.Docker.Tests;

public sealed class DockerEnvironmentOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreGood() => Assert.True(Validate(new DockerEnvironmentOptions()).Succeeded);

    [Fact]
    public void Validate_OptionsAtTheirLimits_AreGood() => Assert.True(Validate(new DockerEnvironmentOptions
    {
        Endpoint = "tcp://engine.example:2376", CertificatePath = "/etc/certs", Image = "a", Shell = "sh", ContainerName = "x{sessionId}", VolumeName = "shared", RepositoryPath = "/src", WorktreePath = "/src/{sessionId}",
        Owner = "a", Lease = TimeSpan.FromDays(30), Network = "my_net-1", User = "2147483647:0", Capabilities = [], PidsLimit = 16, Memory = 6 * 1024 * 1024, Cpus = 0.01, StopSignal = "15",
        KillGrace = TimeSpan.Zero, RequestTimeout = TimeSpan.FromMinutes(10), ReconnectTimeout = TimeSpan.FromDays(1),
    }).Succeeded);

    public static TheoryData<string, Action<DockerEnvironmentOptions>, string, string> Wrong => new()
    {
        { "Endpoint", options => options.Endpoint = "docker.sock", "'docker.sock'", "unix:///path" },
        { "Endpoint", options => options.Endpoint = "ssh://me@box", "'ssh://me@box'", "tcp://host:port" },
        { "CertificatePath", options => options.CertificatePath = "/certs", "'/certs'", "Endpoint on tcp://" },
        { "CertificatePath", options => (options.Endpoint, options.CertificatePath) = ("tcp://a:1", ""), "is empty", "ca.pem" },
        { "Image", options => options.Image = "Node", "'Node'", "'node:22'" },
        { "Pull", options => options.Pull = (PullPolicy)7, "7", "Never or Missing" },
        { "Shell", options => options.Shell = "", "''", "'bash'" },
        { "Shell", options => options.Shell = null!, "is null", "default" },
        { "ContainerName", options => options.ContainerName = "one", "'one'", "Put {sessionId} in it" },
        { "ContainerName", options => options.ContainerName = "{sessionId}-{user}", "'{sessionId}-{user}'", "Use {sessionId} and {projectId}" },
        { "ContainerName", options => options.ContainerName = "-{sessionId}", "'-s1'", "beginning with a letter or digit" },
        { "VolumeName", options => options.VolumeName = "repo/{projectId}", "'repo/p1'", "letters, digits" },
        { "VolumeName", options => options.VolumeName = "{project}", "'{project}'", "Use {sessionId} and {projectId}" },
        { "RepositoryPath", options => options.RepositoryPath = "repo", "'repo'", "Begin it with '/'" },
        { "RepositoryPath", options => options.RepositoryPath = "/", "'/'", "Choose another" },
        { "WorktreePath", options => options.RepositoryPath = "/src", "'/repo/.worktrees/session-s1'", "'/src'" },
        { "WorktreePath", options => options.WorktreePath = "/elsewhere/{sessionId}", "'/elsewhere/s1'", "'/repo'" },
        { "WorktreePath", options => options.WorktreePath = "/repo/../{sessionId}", "'/repo/../s1'", "shortest form" },
        { "WorktreePath", options => options.WorktreePath = "/repo/work", "'/repo/work'", "Put {sessionId} in it" },
        { "WorktreePath", options => options.WorktreePath = "/repo/{sessionId}/{sessionId}", "'/repo/{sessionId}/{sessionId}'", "more than once" },
        { "BranchName", options => options.BranchName = "agent", "'agent'", "Put {sessionId} in it" },
        { "Owner", options => options.Owner = "my app", "'my app'", "1 to 64 letters" },
        { "Lease", options => options.Lease = TimeSpan.FromSeconds(59), "00:00:59", "from 00:01:00 to 30.00:00:00" },
        { "Network", options => options.Network = "host", "'host'", "Use 'none'" },
        { "Network", options => options.Network = "container:db", "'container:db'", "Use 'none'" },
        { "User", options => options.User = "a b", "'a b'", "'1000:1000'" },
        { "Capabilities", options => options.Capabilities.Add("SYS_ADMIN"), "'SYS_ADMIN'", "NET_BIND_SERVICE" },
        { "Capabilities", options => options.Capabilities = ["ALL"], "'ALL'", "Choose from" },
        { "Capabilities", options => options.Capabilities = null!, "is null", "empty one keeps none" },
        { "PidsLimit", options => options.PidsLimit = 15, "15", "from 16 to 1000000" },
        { "Memory", options => options.Memory = 1, "1 bytes", "at least 6291456" },
        { "Cpus", options => options.Cpus = 0, "0 processors", "from 0.01 to 1024" },
        { "StopSignal", options => options.StopSignal = "SIGNOTHING", "'SIGNOTHING'", "'SIGHUP'" },
        { "StopSignal", options => options.StopSignal = "65", "'65'", "from 1 to 64" },
        { "KillGrace", options => options.KillGrace = TimeSpan.FromSeconds(61), "00:01:01", "from 00:00:00 to 00:01:00" },
        { "RequestTimeout", options => options.RequestTimeout = TimeSpan.Zero, "00:00:00", "from 00:00:01 to 00:10:00" },
        { "ReconnectTimeout", options => options.ReconnectTimeout = TimeSpan.FromDays(-1), "-1.00:00:00", "from 00:00:00 to 1.00:00:00" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OptionThatWillNotDo_NamesItItsValueAndTheRemedy(string option, Action<DockerEnvironmentOptions> set, string value, string remedy)
    {
        var options = new DockerEnvironmentOptions();
        set(options);

        string failure = Assert.Single(Validate(options).Failures!, failure => failure.StartsWith($"DockerEnvironmentOptions.{option}: ", StringComparison.Ordinal));

        Assert.Contains(value, failure, StringComparison.Ordinal);
        Assert.Contains(remedy, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_SeveralWrong_ReportsAll()
    {
        var error = Assert.Throws<OptionsValidationException>(() => new DockerEnvironment(new DockerEnvironmentOptions { Image = "A", Owner = "", PidsLimit = 0, Capabilities = ["BPF", "SYSLOG"] }));

        Assert.Equal(5, error.Failures.Count());
        Assert.All((string[])["Image", "Owner", "PidsLimit", "'BPF'", "'SYSLOG'"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static ValidateOptionsResult Validate(DockerEnvironmentOptions options) => ((IValidateOptions<DockerEnvironmentOptions>)options).Validate(null, options);
}
