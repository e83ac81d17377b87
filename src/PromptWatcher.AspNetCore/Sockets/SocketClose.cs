using System.Net.WebSockets;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Why a socket is closed. From 4400 on as HTTP's status codes would say it; docs/web.md lists them.</summary>
internal sealed record SocketClose(int Code, string Reason)
{
    internal static readonly SocketClose Done = new((int)WebSocketCloseStatus.NormalClosure, "bye");
    internal static readonly SocketClose Exited = new((int)WebSocketCloseStatus.NormalClosure, "exited");
    internal static readonly SocketClose TooBig = new((int)WebSocketCloseStatus.MessageTooBig, "message too big");
    internal static readonly SocketClose Failed = new((int)WebSocketCloseStatus.InternalServerError, "failed");

    /// <summary>Service restart (registered with IANA): the client comes again.</summary>
    internal static readonly SocketClose Restart = new(1012, "restart");

    internal static readonly SocketClose Malformed = new(4400, "malformed message");
    internal static readonly SocketClose ReadOnly = new(4403, "read-only");
    internal static readonly SocketClose TooFast = new(4429, "too fast");

    internal WebSocketCloseStatus Status => (WebSocketCloseStatus)Code;
}
