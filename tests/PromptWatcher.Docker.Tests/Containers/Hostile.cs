using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

/// <summary>What should never reach an engine.</summary>
internal static class Hostile
{
    /// <summary>Would be a terminal's escape, an invisible letter, a broken one.</summary>
    private static readonly string[] Hidden =
    [
        "\0", "\n", "\r\n", "\t", "\b", "\u0007", "\u001b[31m", "\u001b]0;owned\u0007", "\u001bP1$r\u001b\\", "\u007f", "\u0085", "\u009b2J", "\u00ad", "\u200b", "\u200d", "\u200e",
        "\u202e", "\u2028", "\u2029", "\u2066", "\ufeff", "\ud800", "\udc00", "\udc00\ud800", "\U000e0041",
    ];

    /// <summary>Would be syntax to a shell, an address, a template, a path or a person.</summary>
    private static readonly string[] Syntax =
    [
        " ", "  ", "$(id)", "${IFS}", "`id`", ";id;", "|", "||", "&", "&&", "<", ">", "(", ")", "*", "?", "[", "]", "!", "^", "~", "\"", "'", "\\", "\\\\", ",", "=", "+", "@", "#", "%", "%2e%2e%2f",
        "%00", "%0d%0a", "?force=1", "#fragment", "&all=1", "../", "/../", "..\\", "{", "}", "{sessionId}", "{{.}}", "é", "ß", "а", "ｎ", "．．", "∕", "e\u0301", "😀", "\u00a0", "\u2003", "\u3000",
    ];

    private static readonly string[] NotPaths =
        ["", "a", "./a", "../a", "~", "~/a", "C:\\a", "\\a", "file:///a", "//a", "/a//b", "/a/", "/.", "/..", "/./a", "/../a", "/a/.", "/a/..", "/a/./b", "/a/../b", "/../../etc/passwd"];

    private static readonly string Long = new('x', 5_000);

    /// <summary>An option, what it is set to, and the spawn that has it.</summary>
    internal static IEnumerable<(string Option, string Value, PtySpawnOptions Spawn)> Spawns()
    {
        DockerSpawnOptions some = new() { Command = "sh", Image = "debian" };
        DockerSpawnOptions inside = new() { Command = "sh", Container = "box" };
        return
        [
            .. Cases("session id", Names(["", ".", "-", "_x", "..", "a/b", "a:b", Long[..65]]), value => some with { SessionId = value }),
            .. Cases("project id", Names(["", ".", "-", "-p", "..", "a/b", "a:b", Long[..65]]), value => some with { ProjectId = value }),
            .. Cases("agent", Names(["", ".", "-", "a/b", "a:b", Long[..65]]), value => some with { Agent = value }),
            .. Cases("image", Names(["", ":", "/", "a:", "A", "-a", "a/", "a//b", "a:b:c", "a..b", "-it", "--privileged", "https://a/b", Long]), value => some with { Image = value }),
            .. Cases("container", Names(["", "a", "-it", "--privileged", "a/b", "a/b/exec", "a:b", ".", "..", Long]), value => inside with { Container = value }),
            .. Cases("network", Names(["", "a", "-it", "host", "HOST", "Host", "container:box", "Container:box", "ns:/proc/1/ns/net", "slirp4netns:x", "a/b", ".", Long]), value => some with { Network = value }),
            .. Cases("user", Names(["", ":", "0:", ":0", "a:b:c", "-u", "2147483648", "99999999999", ".", Long]), value => some with { User = value }),
            .. Cases("volume", Names(["", "a", "-v", ".", "..", "a/b", "./a", "a:b", Long]), value => some with { Mounts = [new ContainerMount(value, "/m")] }),
            .. Cases("directory", Paths().Where(path => path.StartsWith('/')).Concat(["/", "/run", "/var/run/docker.sock", "/proc/1/root", "/dev/sda", "/home/me/.docker"]),
                value => some with { Mounts = [new ContainerMount(value, "/m")] }),
            .. Cases("mount's path", [.. Paths(), "/", "/proc", "/proc/sys", "/sys", "/dev/shm"], value => some with { Mounts = [new ContainerMount("data", value)] }),
            .. Cases("working directory", Paths(), value => some with { WorkingDirectory = value }),
            .. Cases("working directory of an exec", Paths(), value => inside with { WorkingDirectory = value }),
            .. Cases("worktree", Paths(), value => some with { WorktreePath = value }),
            .. Cases("branch's start", References(), value => some with { BranchStart = value }),
            .. Cases("session id of a project", ["a..b", "a.", "a.lock", "a.LOCK"], value => some with { SessionId = value, ProjectId = "p" }),
            .. Cases("command", [.. Around(Hidden.Where(text => text != "\0")), "-c", "--version", "-", Long], value => some with { Command = value }),
            .. Cases("variable", [.. Around([.. Hidden, "="]), "", "=", new string('x', 140_000)], value => some with { Environment = new Dictionary<string, string?> { [value] = "v" } }),
            .. Cases("removed variable", [.. Around([.. Hidden, "="]), "", "="], value => some with { Environment = new Dictionary<string, string?> { [value] = null } }),
            .. Cases("label", [.. Around([.. Hidden, " ", "=", "\u00a0"]), "", "=", "promptwatcher.owner", "PromptWatcher.x", Long], value => some with { Labels = new Dictionary<string, string> { [value] = "v" } }),
            .. Cases("label's value", [.. Around(Hidden), Long], value => some with { Labels = new Dictionary<string, string> { ["key"] = value } }),
        ];
    }

    /// <summary>A name, what it is set to, and what a workspace is asked to do with it.</summary>
    internal static IEnumerable<(string Name, string Value, Func<DockerEnvironment, Task> Call)> Workspaces()
    {
        string[] ids = [.. Names(["", ".", "-", "-f", "_x", "..", "a/b", "a:b", "a..b", "a.", "a.lock", Long[..65]])];
        string[] projects = [.. ids.Except(["a..b", "a.", "a.lock"])];
        string[] references = [.. References()];
        string[] sources = [.. Names(["", "-", "--upload-pack=id", "ext::sh -c id", "fd::3", "file:///etc", "host:path", "ssh://-oProxyCommand=id/x", "relative/path", Long]), .. Paths().Where(path => path.StartsWith('/'))];
        return
        [
            .. projects.Distinct().Select(value => ("project", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace(value).ListAsync()))),
            .. ids.Distinct().Select(value => ("session", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace("p").EnsureAsync(value)))),
            .. ids.Distinct().Select(value => ("removed session", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace("p").RemoveAsync(value)))),
            .. references.Distinct().Select(value => ("start", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace("p").AddAsync("s", value)))),
            .. references.Distinct().Select(value => ("branch", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace("p").CloneAsync("https://example.org/a", value)))),
            .. sources.Distinct().Select(value => ("source", value, (Func<DockerEnvironment, Task>)(docker => docker.GetWorkspace("p").CloneAsync(value)))),
        ];
    }

    private static IEnumerable<string> References() =>
        [.. Names(["", "-", "-f", "--all", "@", "HEAD", "a..b", "a...b", "a.", "a.lock", "a/.b", "/a", "a/", "a//b", "a:b", "a@{1}", ":/text", Long]).Except(["+", "ab+", "+ab", "ab+cd"]), "+"];

    /// <summary>Texts that are no <c>NAME:/path[:ro|:rw]</c>.</summary>
    internal static IEnumerable<string> Mounts() =>
    [
        "", ":", "::", ":::", "a", "data", "data:", ":/m", "data:/m:", "data:/m:x", "data:/m:RO", "data:/m:ro,z", "data:/m:ro:ro", " data:/m", "data:m:ro", "/:/m", "/run:/m", "/proc:/m:ro",
        .. Names([]).Select(name => $"{name}:/m"), .. Paths().Select(path => $"data:{path}"), .. Paths().Select(path => $"data:{path}:ro"), .. Around(Hidden).Select(mode => $"data:/m:{mode}"),
    ];

    /// <summary>Values that no option for a name, a path or a signal takes.</summary>
    internal static IEnumerable<string> Anything() => Around([.. Hidden, .. Syntax.Where(text => !text.Contains("{sessionId}", StringComparison.Ordinal))]);

    private static IEnumerable<string> Names(string[] others) => [.. others, .. Around([.. Hidden, .. Syntax])];

    private static IEnumerable<string> Paths() =>
        [.. NotPaths, .. Around(Hidden).Select(text => $"/{text}"), .. Around(Hidden).Select(text => $"/a/{text}/b"), $"/{Long}", $"/{string.Join('/', Enumerable.Repeat("name", 1_000))}"];

    private static IEnumerable<string> Around(IEnumerable<string> texts) => texts.SelectMany(text => (string[])[text, $"ab{text}", $"{text}ab", $"ab{text}cd"]);

    private static IEnumerable<(string, string, PtySpawnOptions)> Cases(string option, IEnumerable<string> values, Func<string, PtySpawnOptions> spawn) =>
        values.Distinct().Select(value => (option, value, spawn(value)));
}
