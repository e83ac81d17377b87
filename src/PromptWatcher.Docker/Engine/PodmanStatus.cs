using System.Net;

namespace PromptWatcher.Docker.Engine;

/// <summary>Podman answers 500 to much that Docker answers 404 or 409 to. Its words tell, so that callers need to know one engine's numbers only.</summary>
internal static class PodmanStatus
{
    private static readonly (string Words, HttpStatusCode Status)[] ByWords =
    [
        ("is already in use", HttpStatusCode.Conflict),
        ("state improper", HttpStatusCode.Conflict),
        ("can only start created exec sessions", HttpStatusCode.Conflict),
        ("cannot resize session", HttpStatusCode.Conflict),
        ("no such container", HttpStatusCode.NotFound),
        ("no such exec session", HttpStatusCode.NotFound),
        ("invalid argument", HttpStatusCode.BadRequest),
        ("invalid reference format", HttpStatusCode.BadRequest),
        ("must be an absolute path", HttpStatusCode.BadRequest),
        ("command that was not found", HttpStatusCode.BadRequest),
    ];

    internal static EngineAnswer Corrected(EngineVersion version, EngineAnswer answer)
    {
        if (!version.IsPodman || answer.Status != HttpStatusCode.InternalServerError)
            return answer;
        string message = answer.Message;
        int entry = Array.FindIndex(ByWords, each => message.Contains(each.Words, StringComparison.OrdinalIgnoreCase));
        return entry < 0 ? answer : answer with { Status = ByWords[entry].Status };
    }
}
