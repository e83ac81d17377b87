using PromptWatcher.Docker.Containers;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class LabelsTests
{
    private const string First = "abcXYZ019";
    private const string Rest = First + "-_.";

    private static readonly Labels Some = new("shop.app", "s-1", "p_1", "claude", TimeSpan.FromMinutes(90), new TerminalSize(91, 17), "/usr/bin/claude");

    [Fact]
    public void TryRead_WhatWasWritten_IsTheSame()
    {
        Assert.True(Labels.TryRead(Some.ToDictionary(), out Labels? read));
        Assert.Equal(Some, read);
        Labels less = Some with { ProjectId = null, Agent = null };
        Assert.True(Labels.TryRead(less.ToDictionary(), out read));
        Assert.Equal(less, read);
    }

    [Fact]
    public void Create_AnyValidId_ComesBackFromNamesAndLabels()
    {
        var random = new Random(20_260_801);
        for (int i = 0; i < 2_000; i++)
        {
            string session = Id(random, i), project = Id(random, i / 2), agent = Id(random, i / 3);
            var spawn = new DockerSpawnOptions { Command = "sh", SessionId = session, ProjectId = project, Agent = agent };

            // A session of a project has a branch, whose name git would not take.
            if (session.EndsWith('.') || session.EndsWith(".lock", StringComparison.Ordinal) || session.Contains("..", StringComparison.Ordinal))
            {
                Assert.Throws<EnvironmentException>(() => Specs.Create(spawn));
                continue;
            }

            ContainerSpec spec = Specs.Create(spawn);

            Assert.Equal((session, project), (spec.Name["claude-session-".Length..], spec.VolumeName!["claude-repo-".Length..]));
            Assert.Equal($"/repo/.worktrees/session-{session}", spec.WorktreePath);
            Assert.True(Labels.TryRead(spec.RequestFor(Specs.Newer, null).Labels, out Labels? read));
            Assert.Equal((session, project, agent), (read.SessionId, read.ProjectId, read.Agent));
            Assert.Equal($"promptwatcher.session={session}", Labels.OfSession(session));
        }
    }

    [Theory]
    [InlineData(Labels.OwnerKey, "")]
    [InlineData(Labels.OwnerKey, "a b")]
    [InlineData(Labels.SessionKey, "../x")]
    [InlineData(Labels.SessionKey, "a\u001b[31m")]
    [InlineData(Labels.ProjectKey, "-p")]
    [InlineData(Labels.AgentKey, "\u202eclaude")]
    [InlineData(Labels.LeaseKey, "-1")]
    [InlineData(Labels.LeaseKey, "9999999999999")]
    [InlineData(Labels.LeaseKey, "1e3")]
    [InlineData(Labels.SizeKey, "0x0")]
    [InlineData(Labels.SizeKey, "99999x40")]
    [InlineData(Labels.SizeKey, "120")]
    [InlineData(Labels.CommandKey, "sh\r\n\u001b]0;x\u0007")]
    public void TryRead_LabelThatNobodyHereWrites_IsNotBelieved(string key, string value)
    {
        Dictionary<string, string> labels = Some.ToDictionary();
        labels[key] = value;

        Assert.False(Labels.TryRead(labels, out _));
    }

    [Theory]
    [InlineData(Labels.OwnerKey)]
    [InlineData(Labels.SessionKey)]
    [InlineData(Labels.LeaseKey)]
    [InlineData(Labels.SizeKey)]
    [InlineData(Labels.CommandKey)]
    public void TryRead_LabelMissing_IsNoSession(string key)
    {
        Dictionary<string, string> labels = Some.ToDictionary();
        labels.Remove(key);

        Assert.False(Labels.TryRead(labels, out _));
        Assert.False(Labels.TryRead(null, out _));
    }

    private static string Id(Random random, int length) => Pick(random, First, 1) + Pick(random, Rest, length % 64);

    private static string Pick(Random random, string characters, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => characters[random.Next(characters.Length)]));
}
