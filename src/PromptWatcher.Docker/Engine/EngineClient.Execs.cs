using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Engine;

internal sealed partial class EngineClient
{
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

    /// <summary>Starts a program without a terminal: the stream carries what it prints, as <see cref="MultiplexedOutput"/> reads it.</summary>
    internal Task<EngineStream> StartPlainExecAsync(string execId, CancellationToken cancellationToken) => HijackAsync(
        new EngineCall(HttpMethod.Post, $"/exec/{EngineCall.Id(execId)}/start", $"start the program '{execId}'").With(new StartExecRequest(Detach: false, Tty: false), EngineJson.Default.StartExecRequest),
        cancellationToken);

    internal Task<ExecInspection> InspectExecAsync(string execId, CancellationToken cancellationToken) =>
        CallAsync(new EngineCall(HttpMethod.Get, $"/exec/{EngineCall.Id(execId)}/json", $"inspect the program '{execId}'"), EngineJson.Default.ExecInspection, cancellationToken);

    /// <summary>Gives a program's terminal its size. Nothing happens where there is none, the program having ended.</summary>
    internal Task ResizeExecAsync(string execId, TerminalSize size, CancellationToken cancellationToken) =>
        ResizeAsync(new EngineCall(HttpMethod.Post, $"/exec/{EngineCall.Id(execId)}/resize?{SizeQuery(size)}", $"resize the terminal of the program '{execId}'"), cancellationToken);
}
