using System.Text;
using System.Threading.Channels;
using PromptWatcher.Hosts.Commands;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>
/// A client in control mode that has joined one session: it gets what the panes print as they print it. It has no size, so the windows keep theirs,
/// and it asks for nothing but lists and pictures.
/// </summary>
internal sealed class TmuxSession : ITmuxEvents
{
    private readonly HostCommandTalk _talk;
    private readonly HostCommands _commands;
    private readonly string _session;
    private readonly Func<TmuxPaneWatch, Task> _lost;
    private readonly Dictionary<int, TmuxPaneWatch> _panes = [];
    private readonly Queue<TmuxQuestion> _asked = new();
    private readonly Queue<Func<ValueTask>> _steps = new();
    private readonly Lock _gate = new();
    private readonly TmuxReader _reader;
    private readonly Channel<HostCommand> _questions = Channel.CreateUnbounded<HostCommand>(new UnboundedChannelOptions { SingleReader = true });
    private bool _isListAwaited;
    private bool _isListStale;
    private bool _isEnded;

    /// <summary>Takes over a client that joins.</summary>
    /// <param name="talk">The client.</param>
    /// <param name="commands">What it may be asked.</param>
    /// <param name="session">The session, as in <c>$1</c>.</param>
    /// <param name="lost">Is given a pane that is in this session no more, or whose client was sent away.</param>
    internal TmuxSession(HostCommandTalk talk, HostCommands commands, string session, Func<TmuxPaneWatch, Task> lost)
    {
        _talk = talk;
        _commands = commands;
        _session = session;
        _lost = lost;
        _reader = new TmuxReader(this);
        Ended = Task.Run(RunAsync);
    }

    /// <summary>Completes when the client is gone. Never faults.</summary>
    internal Task Ended { get; }

    /// <summary>Watches a pane; false when the client is gone.</summary>
    internal bool TryAdd(TmuxPaneWatch pane)
    {
        lock (_gate)
        {
            if (_isEnded)
                return false;
            _panes[pane.Number] = pane;
            AskPicture(pane);
            return true;
        }
    }

    /// <summary>Watches a pane no more; the client of the last one leaves.</summary>
    internal void Remove(TmuxPaneWatch pane)
    {
        lock (_gate)
        {
            if (_panes.GetValueOrDefault(pane.Number) == pane)
                _panes.Remove(pane.Number);
            if (_panes.Count == 0)
                _questions.Writer.TryComplete();
        }
    }

    void ITmuxEvents.OnOutput(int pane, ReadOnlySpan<byte> output)
    {
        if (_panes.GetValueOrDefault(pane) is not { IsAwaitingPicture: false } watched)
            return;
        byte[] printed = output.ToArray();
        _steps.Enqueue(() => watched.Pty.PrintAsync(printed));
    }

    int ITmuxEvents.OnReply(bool isError, IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        if (!_asked.TryPeek(out TmuxQuestion? question))
            return 0;
        int owed = question.Take(isError, lines);
        if (question.IsAnswered)
            _asked.Dequeue();
        return owed;
    }

    void ITmuxEvents.OnChange()
    {
        _isListStale = _isListAwaited;
        if (!_isListAwaited)
            AskList();
    }

    void ITmuxEvents.OnExit() => _questions.Writer.TryComplete();

    private async Task RunAsync()
    {
        Task asking = AskAsync();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await _talk.Output.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
            {
                lock (_gate)
                    _reader.Read(buffer.AsSpan(0, count));
                while (_steps.TryDequeue(out Func<ValueTask>? step))
                    await TryAsync(step).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // An end like any other: what became of the panes is asked of the server.
        }

        TmuxPaneWatch[] left;
        lock (_gate)
        {
            _isEnded = true;
            left = [.. _panes.Values];
            _panes.Clear();
        }

        _questions.Writer.TryComplete();
        await asking.ConfigureAwait(false);
        foreach (TmuxPaneWatch pane in left)
        {
            pane.Losses++;
            await _lost(pane).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what is asked, and ends the client when nothing more will be.</summary>
    private async Task AskAsync()
    {
        try
        {
            await foreach (HostCommand question in _questions.Reader.ReadAllAsync().ConfigureAwait(false))
                await _talk.AskAsync(question, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has gone, which the reading side notices too.
        }

        await _talk.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask TryAsync(Func<ValueTask> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Nobody watches that pane any more.
        }
    }

    private void AskList()
    {
        _isListAwaited = true;
        Ask(new TmuxQuestion(1, TakeList), "asked-panes", ("session", _session));
    }

    private void TakeList(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>>? answers)
    {
        _isListAwaited = false;
        if (_isListStale)
        {
            _isListStale = false;
            AskList();
            return;
        }

        IReadOnlyDictionary<int, TmuxPane> present = TmuxPane.ReadAll(answers is null ? [] : answers[0].Select(static line => Encoding.UTF8.GetString(line.Span)));
        foreach (TmuxPaneWatch pane in _panes.Values.ToArray())
        {
            if (!present.TryGetValue(pane.Number, out TmuxPane? found) || found.IsDead || !found.IsJoinable || found.Clients < 2)
                Lose(pane);
            else if (found.Size != pane.Size && !pane.IsAwaitingPicture)
                AskPicture(pane);
        }
    }

    private void AskPicture(TmuxPaneWatch pane)
    {
        pane.IsAwaitingPicture = true;
        Ask(TmuxQuestion.ForPicture(picture =>
        {
            pane.IsAwaitingPicture = false;
            if (picture is null)
                Lose(pane);
            else
                _steps.Enqueue(() => pane.ShowAnewAsync(picture));
        }), "asked-picture", ("pane", TmuxPane.NameOf(pane.Number)));
    }

    private void Lose(TmuxPaneWatch pane)
    {
        if (_panes.Remove(pane.Number))
            _ = Task.Run(() => _lost(pane));
        if (_panes.Count == 0)
            _questions.Writer.TryComplete();
    }

    /// <summary>Under the gate: answers come in the order of the questions.</summary>
    private void Ask(TmuxQuestion question, string name, (string, string) value)
    {
        if (_questions.Writer.TryWrite(_commands.Make("tmux", name, value)))
            _asked.Enqueue(question);
    }
}
