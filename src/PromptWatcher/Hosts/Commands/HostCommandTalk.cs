using System.Text;

namespace PromptWatcher.Hosts.Commands;

/// <summary>A command that lasts: what it prints is read, and it is asked on its input what may be asked. Ends with its disposal.</summary>
internal sealed class HostCommandTalk(Stream output, Stream input, Func<ValueTask> end, Action<HostCommand> record) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal Stream Output => output;

    /// <summary>Asks. An answer, where there is one, comes as output.</summary>
    /// <exception cref="IOException">Nobody listens any more.</exception>
    internal async ValueTask AskAsync(HostCommand command, CancellationToken cancellationToken)
    {
        if (!command.IsAsked)
            throw new ArgumentException($"'{command.Program} {command.Name}' is run, not asked.", nameof(command));
        byte[] line = Encoding.UTF8.GetBytes(string.Join(' ', command.Arguments.Select(Quoted)) + "\n");
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            record(command);
            await input.WriteAsync(line, cancellationToken).ConfigureAwait(false);
            await input.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public ValueTask DisposeAsync() => end();

    /// <summary>Nothing between single quotes means more than itself to tmux; its semicolon stands between commands.</summary>
    private static string Quoted(string argument) => argument == ";" ? argument : $"'{argument}'";
}
