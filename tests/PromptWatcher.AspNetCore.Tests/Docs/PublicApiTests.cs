using System.Reflection;
using PromptWatcher.Docker;
using PromptWatcher.PostgreSql;
using PromptWatcher.Sessions;
using PromptWatcher.Sqlite;
using PublicApiGenerator;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>What each package shows to its users is written down in <c>PublicApi.txt</c> beside its project, so that a review sees what a change does to it.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "PROMPTWATCHER_ACCEPT_API";

    /// <summary>Names a type of the compiler's, with a number that goes with any other member.</summary>
    private const string StateMachine = "System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute";

    [Theory]
    [InlineData(typeof(SessionManager))]
    [InlineData(typeof(DockerEnvironment))]
    [InlineData(typeof(PromptWatcherWebOptions))]
    [InlineData(typeof(SqliteSessionStore))]
    [InlineData(typeof(PostgreSqlSessionStore))]
    public void PublicApi_OfAPackage_IsTheOneWrittenDown(Type member)
    {
        Assembly package = member.Assembly;
        string file = Path.Combine(SourceTree.Root, "src", package.GetName().Name!, "PublicApi.txt");
        string api = package.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false, ExcludeAttributes = [StateMachine] }).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(file, api);

        string[] written = File.Exists(file) ? File.ReadAllLines(file) : [], present = api.TrimEnd('\n').Split('\n');
        Assert.True(written.SequenceEqual(present), $"""
            The public API of {package.GetName().Name} has changed. Gone: {string.Join('\n', written.Except(present).Take(20))}
            New: {string.Join('\n', present.Except(written).Take(20))}
            Where that is meant, run this test with {Accept}=1, look at the change of PublicApi.txt, and say so in CHANGELOG.md.
            """);
    }
}
