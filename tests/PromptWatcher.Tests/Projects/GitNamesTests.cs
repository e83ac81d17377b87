using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed partial class GitNamesTests
{
    private static readonly string[] Good = ["a", "Z", "0", "-", "_", "+", ".", "/", "b/c", ".lock", "HEAD"];
    private static readonly string[] Hostile = ["..", "//", "@", "@{", "~", "^", ":", "?", "*", "[", "\\", " ", "\t", "\n", "\0", "\u007f", ".LOCK", "/.", "-d", "\u0430", "\u200b", "\ud800"];

    [Theory]
    [InlineData("main")]
    [InlineData("feature/one.two+three")]
    [InlineData("session-a_b")]
    [InlineData("0")]
    public void BranchProblem_GoodName_IsNone(string name) => Assert.Null(GitNames.BranchProblem(name));

    [Theory]
    [InlineData("")]
    [InlineData("-d")]
    [InlineData("--upload-pack=touch x")]
    [InlineData("a..b")]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a/.b")]
    [InlineData("a/-b")]
    [InlineData("a.")]
    [InlineData("a.lock")]
    [InlineData("a.LOCK/b")]
    [InlineData("HEAD")]
    [InlineData("@")]
    [InlineData("a@{1}")]
    [InlineData("a~1")]
    [InlineData("a^")]
    [InlineData("a:b")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\\b")]
    [InlineData("a*")]
    [InlineData("m\u0430in")]
    [InlineData("ma\u200Bin")]
    public void BranchProblem_BadName_IsTold(string name) => Assert.Contains("cannot be a branch", GitNames.BranchProblem(name), StringComparison.Ordinal);

    // Where the characters and the beginnings of parts are ours to take, the rest of the grammar is git's own.
    [Fact]
    public void BranchProblem_AnyName_IsWhatGitSays() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), Prop.ForAll(Arb.From(Branches()), name =>
    {
        bool isTaken = GitNames.BranchProblem(name) is null;
        return isTaken == (OwnForm().IsMatch(name) && GitTakes(name));
    }));

    private static Gen<string> Branches() =>
        from hostile in Gen.Choose(0, 3)
        from length in Gen.Choose(1, 6)
        from pieces in Gen.ArrayOf(Gen.Elements(hostile == 0 ? [.. Good, .. Hostile] : Good), length)
        select string.Concat(pieces);

    private static bool GitTakes(string name)
    {
        if (name.Contains('\0'))
            return false;
        using var git = Process.Start(new ProcessStartInfo("git", ["check-ref-format", "--branch", name]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        git.WaitForExit();
        return git.ExitCode == 0;
    }

    /// <summary>What is refused beyond git's own rules: other letters, parts that begin or end as no name of a file should, and the lock's name in any case.</summary>
    [GeneratedRegex(@"\A(?!.*(/-|\./|\.(?i:lock)(/|\z)))[A-Za-z0-9][A-Za-z0-9._+/-]{0,199}\z", RegexOptions.Singleline)]
    private static partial Regex OwnForm();

    [Theory]
    [InlineData("/srv/repository")]
    [InlineData("https://example.org/a/b.git")]
    [InlineData("ssh://git@example.org/a.git")]
    [InlineData("git://example.org/a")]
    public void SourceProblem_GoodSource_IsNone(string source) => Assert.Null(GitNames.SourceProblem(source));

    [Theory]
    [InlineData("")]
    [InlineData("ext::sh -c touch% x")]
    [InlineData("fd::7")]
    [InlineData("file:///etc")]
    [InlineData("--upload-pack=touch")]
    [InlineData("-oProxyCommand=x")]
    [InlineData("ssh://-oProxyCommand=x/y")]
    [InlineData("ssh://-x@host/y")]
    [InlineData("relative/path")]
    [InlineData("/a/../../etc")]
    [InlineData("/a\nb")]
    [InlineData("host:path")]
    [InlineData("https://example.org/a b")]
    [InlineData("javascript:alert(1)")]
    public void SourceProblem_BadSource_IsTold(string source) => Assert.NotNull(GitNames.SourceProblem(source));

    [Theory]
    [InlineData("../up")]
    [InlineData("a/b")]
    [InlineData("a..b")]
    [InlineData("a.lock")]
    [InlineData("a.")]
    [InlineData("-f")]
    [InlineData("")]
    public void PathOf_BadSession_IsRefused(string id) => Assert.Throws<EnvironmentException>(() => GitWorkspace.Local("/srv/x").PathOf(id));
}
