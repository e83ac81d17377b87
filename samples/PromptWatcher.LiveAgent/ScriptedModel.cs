using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PromptWatcher.LiveAgent;

/// <summary>A model on this machine that answers each instruction with one command, and the command's result with a sentence.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private const string Done = "The marker file is there.";

    private readonly string _command;
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private volatile bool _isStopping;

    public ScriptedModel(string command)
    {
        _command = command;
        Address = $"http://127.0.0.1:{FreePort()}";
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<ModelRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception) when (_isStopping)
        {
            // The listener fails a waiting call before it says that it listens no more.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        try
        {
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            string body = await reader.ReadToEndAsync();
            JsonNode? request = body.StartsWith('{') ? JsonNode.Parse(body) : null;
            Requests.Enqueue(new ModelRequest(context.Request.Headers["x-api-key"] ?? context.Request.Headers["Authorization"], request));
            string path = context.Request.Url!.AbsolutePath;
            bool isStream = request?["stream"]?.GetValue<bool>() == true || path.EndsWith(":streamGenerateContent", StringComparison.Ordinal);
            (string Name, JsonObject Arguments)? call = request is null || IsResult(body) ? null : ToolCall.For(request, _command);
            Protocol? protocol = Protocol.For(path);
            string answer = protocol is null ? "{}" : isStream ? protocol.Stream(call, Done) : protocol.Whole(call, Done);
            response.ContentType = isStream ? "text/event-stream" : "application/json";
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The agent has ended.
        }
    }

    // How the four protocols name the result of a command.
    private static bool IsResult(string body) =>
        body.Contains("\"tool_result\"", StringComparison.Ordinal) || body.Contains("function_call_output", StringComparison.Ordinal)
        || body.Contains("\"role\":\"tool\"", StringComparison.Ordinal) || body.Contains("\"functionResponse\"", StringComparison.Ordinal);
}
