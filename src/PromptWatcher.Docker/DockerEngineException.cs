using System.Net;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker;

/// <summary>A Docker engine refused a call, or could not be reached. The message says what was tried, what came back and what to do.</summary>
public sealed class DockerEngineException : EnvironmentException
{
    internal DockerEngineException(string message, HttpStatusCode? status = null, string? engineMessage = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        EngineMessage = engineMessage;
    }

    /// <summary>The status of the engine's answer; <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What the engine said, in its own words.</summary>
    public string? EngineMessage { get; }
}
