namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>What a socket may do.</summary>
internal enum SocketRole
{
    Viewer,
    Writer,
}
