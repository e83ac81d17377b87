using System.Diagnostics;
using PromptWatcher.Storage;

namespace PromptWatcher.Tests.Storage;

public class HostProcessTests
{
    [Fact]
    public void IsRunning_ThisProcess_Is() => Assert.True(HostProcess.IsRunning(HostProcess.Current));

    [Fact]
    public async Task IsRunning_ProcessThatHasEnded_IsNot()
    {
        using var process = Process.Start("sleep", ["600"]);
        string name = HostProcess.Of(process.Id);
        Assert.True(HostProcess.IsRunning(name));

        process.Kill();
        await process.WaitForExitAsync();

        Assert.False(HostProcess.IsRunning(name));
    }

    [Fact]
    public void IsRunning_AnotherProcessOfTheSameId_IsNot()
    {
        string[] parts = HostProcess.Current.Split('/');

        Assert.False(HostProcess.IsRunning($"{parts[0]}/{parts[1]}/{parts[2]}0"));
    }

    [Theory]
    [InlineData("another-machine/1/1")]
    [InlineData("")]
    [InlineData("a/b")]
    public void IsRunning_AnotherMachines_CannotBeTold(string host) => Assert.Null(HostProcess.IsRunning(host));
}
