using System.Net;

namespace PromptWatcher.Docker.Engine;

/// <summary>What to do about an engine's refusal. Engines tell cases apart in words rather than in the status, Podman more so.</summary>
internal static class EngineAdvice
{
    private static readonly (string Words, string Advice)[] ByWords =
    [
        ("container-init binary", "Install catatonit on the engine's host, or name another init in its containers.conf."),
        ("rlimit", "Lower default_ulimits in containers.conf on the engine's host to what the engine may set."),
        ("no such image", "Pull it first, as in `docker pull IMAGE`, or set Pull to Missing."),
        ("image not known", "Pull it first, as in `docker pull IMAGE`, or set Pull to Missing."),
        ("is already in use", "Choose another name, or remove the container that has it."),
        ("no such container", "It was removed, or never was; `docker ps -a` lists those that are."),
        ("no container with name or ID", "It was removed, or never was; `docker ps -a` lists those that are."),
        ("no such exec", "An engine forgets such programs when it restarts, or their container goes; start it again."),
        ("executable file not found", "Name a program that the image has, by its full path where it is not on the image's PATH."),
        ("no command", "Name a command: the image has none."),
        ("unable to find user", "Name a user whom the image has, or a number, as in 1000:1000."),
        ("no matching entries in passwd", "Name a user whom the image has, or a number, as in 1000:1000."),
        ("read-only file system", "Make the directory before the start, or mount its place writable."),
        ("working directory", "Name the working directory by an absolute path."),
        ("is not a directory", "Name a directory, or remove the file that is in its place."),
        ("permission denied", "Give the program the right to be executed, as in `chmod +x`, or name another one."),
        ("no such file or directory", "Name a program that the image has, with the interpreter and the directory that it needs."),
        ("exec format error", "Name a program for the engine's machine: this one is for another, or a script without its first line."),
        ("bind source path does not exist", "Make the directory on the engine's host, or name another one."),
        ("is paused", "Let it go on, as in `docker unpause CONTAINER`."),
        ("is not running", "Its program has ended, or was not started: start it, or a new session."),
        ("state improper", "Its program has ended, or was not started: start it, or a new session."),
        ("HTTP request to an HTTPS server", "Name the certificates with the option CertificatePath, or with DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH."),
        ("supported API version", "Unset DOCKER_API_VERSION, so that the version is agreed on, or update the older side."),
        ("unauthorized", "Log in to the registry, as in `docker login REGISTRY`."),
        ("authentication required", "Log in to the registry, as in `docker login REGISTRY`."),
        ("no basic auth credentials", "Log in to the registry, as in `docker login REGISTRY`."),
        ("access denied", "Correct the image's name, or log in to its registry, as in `docker login REGISTRY`."),
        ("access to the resource is denied", "Correct the image's name, or log in to its registry, as in `docker login REGISTRY`."),
        ("manifest unknown", "Correct the image's name or tag: the registry has no such one."),
        ("not found: manifest", "Correct the image's name or tag: the registry has no such one."),
        ("toomanyrequests", "Wait until the registry allows more pulls, or log in to it, as in `docker login`."),
        ("no such host", "Look whether the engine's host reaches the registry, or load the image from a file with `docker load`."),
        ("i/o timeout", "Look whether the engine's host reaches the registry, or load the image from a file with `docker load`."),
        ("connection refused", "Look whether the engine's host reaches the registry, or load the image from a file with `docker load`."),
        ("invalid reference format", "Write the image as in node:22 or registry/name:tag."),
        ("page not found", "Look whether a Docker engine listens there."),
        ("no space left", "Free disk space on the engine's host, as in `docker system prune`."),
    ];

    internal static string For(HttpStatusCode status, string message, DockerEndpoint endpoint)
    {
        foreach ((string words, string advice) in ByWords)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
                return advice;
        }

        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"Look which calls a proxy or an authorization plugin before {endpoint} allows.",
            HttpStatusCode.NotFound => "Look with `docker ps -a` whether it is still there.",
            HttpStatusCode.Conflict => "Look at its state, as with `docker inspect`, and try again.",
            HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => "Look at the proxy before the engine, and whether the engine runs.",
            >= HttpStatusCode.InternalServerError => "Look into the engine's log.",
            _ => "Correct what the engine names.",
        };
    }
}
