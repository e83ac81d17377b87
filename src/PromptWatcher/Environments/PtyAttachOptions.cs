using System.IO.Pipelines;

namespace PromptWatcher.Environments;

/// <summary>How a running terminal is taken over.</summary>
public sealed record PtyAttachOptions
{
    /// <summary>The size that it gets; that which it was started with when it is <see langword="null"/>.</summary>
    public TerminalSize? Size { get; init; }

    /// <inheritdoc cref="PtySpawnOptions.ReaderScheduler"/>
    public PipeScheduler ReaderScheduler { get; init; } = PipeScheduler.ThreadPool;
}
