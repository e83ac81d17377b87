using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Docker.Tests.Containers;

/// <summary>Names of every kind, made of what is good and what is hostile: what is taken keeps to its grammar, and all else is refused in words.</summary>
public sealed partial class NamePropertyTests
{
    private const int Rounds = 3_000;

    private static readonly string[] Pieces =
    [
        "a", "Z", "7", "-", "_", ".", "..", "/", "//", "/a", "/../", "/./", "session", ".lock", ".LOCK", "HEAD", "@", "@{", "}", "~", "^", ":", "?", "*", "[", "]", "\\", ",", "=", "+", " ",
        "--", "-v", ":ro", ":rw", ",ro", ":/etc", "/run/docker.sock", "/proc", "$(id)", "`", "'", "\"", "{sessionId}", "{projectId}", "%2e", "\0", "\n", "\r", "\t", "\u001b[2J", "\u007f", "\u0085", "\u200b",
        "\u202e", "\u2028", "\ufeff", "\ud800", "\udc00", "\u0430", "\uff41", "\uff0e", "\u2215", "e\u0301", "\ud83d\ude00", "LD_PRELOAD", "PATH", "GIT_CONFIG_COUNT", "BASH_FUNC_x%%", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    ];

    [Fact]
    public void Create_AnySessionId_KeepsToItsGrammar() =>
        Holds(id => Specs.Create(Specs.Spawn with { SessionId = id }), id => IdForm().IsMatch(id));

    [Fact]
    public void Create_AnySessionIdOfAProject_IsABranchToo() =>
        Holds(id => Specs.Create(Specs.Spawn with { SessionId = id, ProjectId = "p" }), id => IdForm().IsMatch(id) && GitNames.BranchProblem("session-" + id) is null);

    [Fact]
    public void Create_AnyProjectId_KeepsToItsGrammar() =>
        Holds(id => Specs.Create(Specs.Spawn with { ProjectId = id }), id => IdForm().IsMatch(id));

    [Fact]
    public void Create_AnyBranchStart_IsABranchsName() =>
        Holds(start => Specs.Create(Specs.Spawn with { BranchStart = start }), start => BranchForm().IsMatch(start) && GitNames.BranchProblem(start) is null);

    [Fact]
    public void Create_AnyVolume_IsANameOrAPathAndNoOption() =>
        Holds(source => Specs.Create(Specs.Spawn with { Mounts = [new ContainerMount(source, "/m")] }), source => VolumeForm().IsMatch(source) || (IsPath(source) && !HostPaths.IsClosed(source)));

    [Fact]
    public void Create_AnyWorkingDirectory_IsAPathInItsShortestForm() =>
        Holds(path => Specs.Create(Specs.Spawn with { WorkingDirectory = path }), IsPath);

    [Fact]
    public void Create_AnyWorktree_IsAPathInItsShortestForm() =>
        Holds(path => Specs.Create(Specs.Spawn with { WorktreePath = path }), IsPath);

    [Fact]
    public void Create_AnyVariable_HasANameThatLoadsNothing() =>
        Holds(
            name => Specs.Create(Specs.Spawn with { Environment = new Dictionary<string, string?> { [name] = "v" } }),
            name => name.Length > 0 && !name.Contains('=') && !Printable.HasHidden(name) && VariableNames.Problem(name, allowsLoading: false) is null
                && !name.StartsWith("LD_", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("BASH_FUNC_", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("GIT_CONFIG", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void TryParse_AnyMount_IsTakenApartAsItWasWritten() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Rounds), Prop.ForAll(Arb.From(Names()), text =>
    {
        if (!ContainerMount.TryParse(text, out ContainerMount? mount))
            return true;
        string again = $"{mount.Source}:{mount.Target}";
        return (again == text || again + ":rw" == text || (again + ":ro" == text && mount.IsReadOnly)) && !mount.Source.Contains(':') && !mount.Target.Contains(':') && IsPath(mount.Target);
    }));

    [Fact]
    public void Names_AreOfBothKinds()
    {
        string[] names = [.. Names().Sample(Rounds).Distinct()];

        Assert.InRange(names.Length, 1_000, Rounds);
        Assert.InRange(names.Count(name => IdForm().IsMatch(name)), 50, names.Length - 500);
        Assert.InRange(names.Count(IsPath), 50, names.Length - 500);
    }

    /// <summary>What keeps to the grammar is taken; all else is refused with a message for people.</summary>
    private static void Holds(Action<string> create, Func<string, bool> isGood) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(Rounds), Prop.ForAll(Arb.From(Names()), name =>
    {
        Exception? error = Record.Exception(() => create(name));
        return isGood(name) ? error is null : error is EnvironmentException { Message: { Length: > 0 } message } && !Printable.HasHidden(message);
    }));

    private static bool IsPath(string path) =>
        path == "/" || (path.StartsWith('/') && !Printable.HasHidden(path) && path.Split('/').Skip(1).All(name => name is not ("" or "." or "..") && name.Length <= 255));

    /// <summary>A third begins as a good name does, and a third as a path.</summary>
    private static Gen<string> Names() =>
        from begin in Gen.Elements("", "a", "/a")
        from good in Gen.Choose(0, 3)
        from length in Gen.Choose(0, 4)
        from pieces in Gen.ArrayOf(Gen.Elements(good == 0 ? Pieces : Pieces[..8]), length)
        select begin + string.Concat(pieces);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{1,254}\z")]
    private static partial Regex VolumeForm();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+/-]{0,199}\z")]
    private static partial Regex BranchForm();
}
