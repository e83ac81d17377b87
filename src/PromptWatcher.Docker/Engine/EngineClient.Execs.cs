using System.Text.Json;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
    private static readonly TimeSpan ExitPause = TimeSpan.FromMilliseconds(10);

    internal async Task<string> CreateExecAsync(string containerId, CreateExecRequest request, CancellationToken cancellationToken)
    {
        EngineCall call = new EngineCall(HttpMethod.Post, $"/containers/{EngineCall.Id(containerId)}/exec", $"prepare a program in the container '{containerId}'")
            .With(request, EngineJson.Default.CreateExecRequest);
        return IdOf(call, await CallAsync(call, EngineJson.Default.CreatedResource, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Starts a program with a terminal, whose bytes the stream carries; why it could not start comes as text there too.</summary>
    internal Task<EngineStream> StartExecAsync(string execId, CancellationToken cancellationToken) => HijackAsync(
        new EngineCall(HttpMethod.Post, $"/exec/{EngineCall.Id(execId)}/start", $"start the program '{execId}'").With(new StartExecRequest(Detach: false, Tty: true), EngineJson.Default.StartExecRequest),
        cancellationToken);

    /// <summary>Runs a program without a terminal to its end.</summary>
    /// <param name="containerId">In which container.</param>
    /// <param name="request">The program.</param>
    /// <param name="input">What it reads, where it takes input; the stream stays open.</param>
    /// <param name="limit">Bytes that are kept of its output, and as many of its errors.</param>
    /// <param name="cancellationToken">Gives it up; the program goes on.</param>
    /// <returns>Its exit code, where the engine knows one, and what it printed.</returns>
    internal async Task<(int? ExitCode, MultiplexedOutput Printed)> RunExecAsync(
        string containerId, CreateExecRequest request, ReadOnlyMemory<byte> input, int limit, CancellationToken cancellationToken)
    {
        string exec = await CreateExecAsync(containerId, request, cancellationToken).ConfigureAwait(false);
        EngineStream stream = await StartPlainExecAsync(exec, cancellationToken).ConfigureAwait(false);
        MultiplexedOutput printed;
        await using (stream.ConfigureAwait(false))
        {
            try
            {
                if (!input.IsEmpty)
                    await stream.Stream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
                printed = await MultiplexedOutput.ReadAsync(stream, limit, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidDataException error)
            {
                throw EngineErrors.Unreadable($"read what a program in the container '{containerId}' printed", Endpoint, new JsonException(error.Message));
            }
        }

        return ((await EndOfExecAsync(exec, cancellationToken).ConfigureAwait(false)).ExitCode, printed);
    }

    internal Task<ExecInspection> InspectExecAsync(string execId, CancellationToken cancellationToken) =>
        CallAsync(new EngineCall(HttpMethod.Get, $"/exec/{EngineCall.Id(execId)}/json", $"inspect the program '{execId}'"), EngineJson.Default.ExecInspection, cancellationToken);

    /// <summary>Gives a program's terminal its size. Nothing happens where there is none, the program having ended.</summary>
    internal Task ResizeExecAsync(string execId, TerminalSize size, CancellationToken cancellationToken) =>
        ResizeAsync(new EngineCall(HttpMethod.Post, $"/exec/{EngineCall.Id(execId)}/resize?{SizeQuery(size)}", $"resize the terminal of the program '{execId}'"), cancellationToken);

    /// <summary>Starts a program without a terminal; what it prints comes in frames, see <see cref="MultiplexedFrames"/>.</summary>
    internal Task<EngineStream> StartPlainExecAsync(string execId, CancellationToken cancellationToken) => HijackAsync(
        new EngineCall(HttpMethod.Post, $"/exec/{EngineCall.Id(execId)}/start", $"start the program '{execId}'").With(new StartExecRequest(Detach: false, Tty: false), EngineJson.Default.StartExecRequest),
        cancellationToken);

    /// <summary>How a program without a terminal ended: its output may end a little before it does.</summary>
    private async Task<ExecInspection> EndOfExecAsync(string execId, CancellationToken cancellationToken)
    {
        ExecInspection ended = await InspectExecAsync(execId, cancellationToken).ConfigureAwait(false);
        while (ended.Running)
        {
            await Task.Delay(ExitPause, cancellationToken).ConfigureAwait(false);
            ended = await InspectExecAsync(execId, cancellationToken).ConfigureAwait(false);
        }

        return ended;
    }
}
