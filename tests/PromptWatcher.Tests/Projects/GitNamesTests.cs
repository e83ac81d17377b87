using System.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Projects;

namespace PromptWatcher.Tests.Projects;

public sealed class GitNamesTests
{
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

    [Fact]
    public void BranchProblem_WhatItTakes_GitTakesToo()
    {
        const string signs = "aZ0-_./+@{~^: ";
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, 3_000).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => signs[random.Next(signs.Length)])]))];
        string[] good = [.. names.Where(name => GitNames.BranchProblem(name) is null)];
        Assert.InRange(good.Length, 100, 2_900);

        foreach (string name in good.Distinct().Take(200))
        {
            using var git = Process.Start("git", ["check-ref-format", "--branch", name]);
            git.WaitForExit();
            Assert.True(git.ExitCode == 0, name);
        }
    }

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
