using System.Net;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>Every refusal says what was tried, what came back and what to do. The engine's words are those of 20.10.24, 29 and Podman 4.3.1.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(404, "No such image: nope:1", "docker pull")]
    [InlineData(409, "Conflict. The container name \"/x\" is already in use by container \"abc\".", "another name")]
    [InlineData(404, "No such container: x", "docker ps -a")]
    [InlineData(400, "OCI runtime create failed: exec: \"nope\": executable file not found in $PATH: unknown", "PATH")]
    [InlineData(400, "OCI runtime create failed: exec: \"/etc/passwd\": permission denied: unknown", "chmod +x")]
    [InlineData(400, "OCI runtime create failed: exec: \"/nope\": stat /nope: no such file or directory: unknown", "interpreter")]
    [InlineData(500, "unable to find user nobodyhere: no matching entries in passwd file", "1000:1000")]
    [InlineData(500, "error during container init: mkdir /v/x: read-only file system", "writable")]
    [InlineData(400, "the working directory 'a/b' is invalid, it needs to be an absolute path", "absolute path")]
    [InlineData(400, "No command specified", "Name a command")]
    [InlineData(400, "invalid mount config for type \"bind\": bind source path does not exist: /no", "engine's host")]
    [InlineData(409, "Container abc is paused, unpause the container before exec", "unpause")]
    [InlineData(409, "Container abc is not running", "ended")]
    [InlineData(404, "No such exec instance: abc", "start it again")]
    [InlineData(500, "pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied", "docker login")]
    [InlineData(500, "Get \"https://r/v2/\": unauthorized: authentication required", "docker login")]
    [InlineData(404, "manifest for node:none not found: manifest unknown", "tag")]
    [InlineData(500, "toomanyrequests: You have reached your pull rate limit", "Wait")]
    [InlineData(500, "Get \"https://r/v2/\": dial tcp: lookup r: no such host", "registry")]
    [InlineData(500, "write /var/lib/docker/x: no space left on device", "disk space")]
    [InlineData(500, "something else", "engine's log")]
    [InlineData(403, "authorization denied by plugin", "plugin")]
    [InlineData(502, "<html>Bad Gateway</html>", "proxy")]
    public async Task StartContainerAsync_Refused_SaysWhatCameBackAndWhatToDo(int status, string message, string advice)
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(status, $$"""{"message":{{System.Text.Json.JsonSerializer.Serialize(message)}}}"""));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.StartContainerAsync("x", default));

        Assert.IsAssignableFrom<EnvironmentException>(error);
        Assert.Equal(((HttpStatusCode)status, message), (error.Status!.Value, error.EngineMessage));
        Assert.StartsWith($"Cannot start the container 'x' at {engine.Address}: the engine answered {status}: {message}", error.Message, StringComparison.Ordinal);
        Assert.Contains(advice, error.Message[(error.Message.IndexOf(message, StringComparison.Ordinal) + message.Length)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("creating container storage: the container name \"x\" is already in use by abc", 409)]
    [InlineData("can only kill running containers. abc is in state exited: container state improper", 409)]
    [InlineData("can only create exec sessions on running containers: container state improper", 409)]
    [InlineData("names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument", 400)]
    [InlineData("something else", 500)]
    public async Task StartContainerAsync_PodmansRefusal_HasDockersStatus(string message, int status)
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(500, $$"""{"cause":"c","message":{{System.Text.Json.JsonSerializer.Serialize(message)}},"response":500}""")) { PingHeaders = "Libpod-Api-Version: 4.3.1\r\nApi-Version: 1.41\r\n" };
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.StartContainerAsync("x", default));

        Assert.Equal((HttpStatusCode)status, error.Status);
    }

    [Theory]
    [InlineData("plain words\n", "plain words")]
    [InlineData("", "no message")]
    [InlineData("{\"message\":null}", "no message")]
    [InlineData("{\"message\":\"a\\u001b[31mb\\r\\nc\"}", "a [31mb  c")]
    [InlineData("[1]", "[1]")]
    public async Task StartContainerAsync_MessageInOtherForms_IsReadable(string body, string message)
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(500, body));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.StartContainerAsync("x", default));

        Assert.Equal(message, error.EngineMessage);
    }

    [Fact]
    public async Task StartContainerAsync_EndlessMessage_IsCut()
    {
        await using var engine = new ScriptedEngine(request => request.AnswerAsync(500, $$"""{"message":"{{new string('x', 50_000)}}"}"""));
        using EngineClient client = engine.Client();

        var error = await Assert.ThrowsAsync<DockerEngineException>(() => client.StartContainerAsync("x", default));

        Assert.InRange(error.Message.Length, 1_000, 2_000);
    }
}
