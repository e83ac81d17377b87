using Microsoft.Extensions.DependencyInjection;
using PromptWatcher.Agents;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Projects;
using PromptWatcher.Sessions;
using PromptWatcher.Sqlite;

namespace PromptWatcher.Docker.Tests.Docs;

/// <summary>The guides' samples of containers, compiled: they name images and volumes that no test machine has.</summary>
internal static class GuideSamples
{
    internal static async Task RunAsync()
    {
        // begin
        await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { Image = "node:22" });
        await using PtyProcess pty = await docker.SpawnPtyAsync(new PtySpawnOptions { Command = "node" });
        // end
    }

    internal static void AddEngines(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher()
                .AddDocker(options => options.Image = "registry.example/agent:7")                  // "docker"
                .AddDocker("build-box", options => options.Endpoint = "tcp://build-box:2376");     // PtySpawnOptions.EnvironmentId = "build-box"
        // end
    }

    internal static async Task FollowHostAsync(SessionManager sessions)
    {
        // begin
        await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { HostImage = "busybox" });
        await using HostMonitor monitor = docker.CreateHostMonitor(sessions);
        // end
    }

    internal static void AddHostMonitor(IServiceCollection services)
    {
        // begin
        services.AddPromptWatcher().AddDocker(options => options.HostImage = "busybox").AddDockerHostMonitor();
        // end
    }

    internal static async Task WorkOnProjectAsync()
    {
        // begin
        await using var docker = new DockerEnvironment(new DockerEnvironmentOptions { Image = "my-agents:1" });     // an image with git and the agent
        await docker.GetWorkspace("shop").CloneAsync("/home/me/src/shop");                                          // the volume claude-repo-shop

        var store = new SqliteSessionStore("sessions.db");                                                          // PromptWatcher.Sqlite
        await using var manager = new SessionManager(new Dictionary<string, IEnvironmentAdapter> { ["docker"] = docker }, store: store);

        PtySpawnOptions options = new DockerSpawnOptions { Command = "", EnvironmentId = "docker", ProjectId = "shop", SessionId = "vat", InitialPrompt = "Add VAT to the totals." };
        TerminalSession session = await manager.StartAsync(new ClaudeLaunch { PermissionMode = "acceptEdits" }.ApplyTo(options));

        WorktreeChanges changes = await docker.GetWorkspace("shop").GetChangesAsync("vat");                         // files, lines, commits since its branch left
        // end
    }
}
