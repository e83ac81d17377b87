using System.Buffers;
using PromptWatcher.Detection;
using PromptWatcher.Diagnostics;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

public sealed partial class TerminalSession
{
    private (Activity Activity, long? Prompt) _since;
    private TimeSpan _sinceAt;
    private PromptKind? _asked;

    /// <summary>Where it runs, and what.</summary>
    public SessionPlace Place { get; internal init; } = new(null, null, null, null);

    /// <summary>
    /// Whether the terminal is only watched, as those of the host are. Whatever would type into it, resize it or end its program throws a
    /// <see cref="ReadOnlyTerminalException"/>.
    /// </summary>
    public bool IsReadOnly => Process.IsReadOnly;

    /// <summary>When it was started or taken over.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Since when the program does what it does, or asks the prompt that it asks; a selection that moves begins nothing new.</summary>
    public DateTimeOffset StateSince
    {
        get
        {
            lock (_gate)
                return CreatedAt + _sinceAt;
        }
    }

    /// <summary>The terminal's size.</summary>
    public TerminalSize Size
    {
        get
        {
            lock (_gate)
                return _screen.Size;
        }
    }

    /// <summary>The title that the program has set; empty when it has set none.</summary>
    public string Title
    {
        get
        {
            lock (_gate)
                return _screen.Title;
        }
    }

    /// <summary>Writes what makes another terminal of the same size show what this one shows; see <see cref="ScreenDump"/>.</summary>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="options">What comes along.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of lines was asked for.</exception>
    public void Dump(IBufferWriter<byte> output, ScreenDumpOptions options = default)
    {
        lock (_gate)
            ScreenDump.Write(_screen, output, options);
    }

    /// <exception cref="ReadOnlyTerminalException">It is.</exception>
    private void RefuseReadOnly(string what)
    {
        if (IsReadOnly)
            throw new ReadOnlyTerminalException(what, Id);
    }

    /// <summary>Under the gate.</summary>
    private void Publish(TimeSpan now)
    {
        AgentState state = _detector.State;
        if (_since != (state.Activity, state.Prompt?.Id))
        {
            Measure(state, now);
            (_since, _sinceAt) = ((state.Activity, state.Prompt?.Id), now);
        }

        _events.Publish(new StateChanged(Id, now, state));
    }

    private void Measure(AgentState state, TimeSpan now)
    {
        if (_since.Activity != state.Activity)
            PromptWatcherTelemetry.StateChanges.Add(1, new KeyValuePair<string, object?>("activity", state.Activity.ToString()));
        if (_asked is { } kind)
            PromptWatcherTelemetry.PromptWaits.Record((now - _sinceAt).TotalSeconds, new KeyValuePair<string, object?>("kind", kind.ToString()));
        _asked = state.Prompt?.Kind;
    }
}
