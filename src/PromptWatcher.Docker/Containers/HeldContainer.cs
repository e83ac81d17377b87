using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>A container of this process's own, whose first program reads its input, which is this connection: both end, and the engine removes the container, when this process dies.</summary>
internal sealed class HeldContainer : IAsyncDisposable
{
    private readonly EngineClient _engine;

    private HeldContainer(EngineClient engine, string id, EngineStream stream)
    {
        _engine = engine;
        Id = id;
        Stream = stream;
    }

    internal string Id { get; }

    /// <summary>The program's input, and what it prints.</summary>
    internal EngineStream Stream { get; }

    /// <summary>Makes one and starts it; nothing of it is left where that fails.</summary>
    /// <param name="engine">Where.</param>
    /// <param name="kind">What it is for: a part of its name.</param>
    /// <param name="request">What it is.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    internal static async Task<HeldContainer> StartAsync(EngineClient engine, string kind, CreateContainerRequest request, CancellationToken cancellationToken)
    {
        string id = await engine.CreateContainerAsync($"promptwatcher-{kind}-{Guid.NewGuid():N}", request, CancellationToken.None).ConfigureAwait(false);
        EngineStream? stream = null;
        try
        {
            stream = await engine.AttachContainerAsync(id, cancellationToken).ConfigureAwait(false);
            await engine.StartContainerAsync(id, cancellationToken).ConfigureAwait(false);
            return new HeldContainer(engine, id, stream);
        }
        catch
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            await engine.TryRemoveContainerAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets go of it. Where the engine does not remove it now, it does when its program ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        await _engine.TryRemoveContainerAsync(Id).ConfigureAwait(false);
    }
}
