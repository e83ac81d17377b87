using System.IO.Pipelines;

namespace PromptWatcher.Benchmarks.Clients;

/// <summary>A program on a terminal, as a client gives it. What is done with its output runs where the bytes arrive, if the client can.</summary>
internal interface ITerminal : IAsyncDisposable
{
    PipeReader Output { get; }

    ValueTask TypeAsync(ReadOnlyMemory<byte> input);
}
