using System.Text.Json;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    /// <summary>Bytes that a wait holds for as long as its session lives. Its answer has some 20.</summary>
    private const int WaitChunk = 64;
    private const int LargestWait = 16 * 1024;

    /// <summary>Asks to be told of a container's end. Once this returns, the engine has taken note: no end is missed any more.</summary>
    internal async Task<ContainerWait> WaitContainerAsync(string id, string condition, CancellationToken cancellationToken)
    {
        var call = new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(id)}/wait?condition={EngineCall.Escape(condition)}", $"wait for the end of the container '{id}'");
        (EngineConnection connection, AnswerHead head) = await OpenOwnAsync(call, headers: "", cancellationToken).ConfigureAwait(false);
        return new ContainerWait(ReadExitCodeAsync(connection, head), connection);
    }

    private static async Task<int?> ReadExitCodeAsync(EngineConnection connection, AnswerHead head)
    {
        try
        {
            byte[] body = await connection.ReadBodyAsync(head, WaitChunk, LargestWait, CancellationToken.None).ConfigureAwait(false);
            WaitAnswer? answer = JsonSerializer.Deserialize(body, EngineJson.Default.WaitAnswer);
            // An engine that goes down answers nothing; one that could not wait says why, with a code that means nothing.
            return answer is { StatusCode: >= 0 and <= uint.MaxValue, Error: not { Message.Length: > 0 } } ? unchecked((int)answer.StatusCode) : null;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or JsonException or ObjectDisposedException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            return null;
        }
        finally
        {
            connection.Dispose();
        }
    }
}
