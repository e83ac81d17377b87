using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>Types into a terminal of this machine, whose line discipline can be asked what it would cut.</summary>
internal sealed class LocalInput(MasterTerminal terminal, Action<bool> watchWritable) : PtyInput
{
    private CanonicalLine _line;

    protected override int TypeNow(ReadOnlySpan<byte> input) => terminal.Write(input);

    protected override void WatchWritable(bool waiting) => watchWritable(waiting);

    protected override void Check(ReadOnlySpan<byte> input)
    {
        if (terminal.TryGetModes(out Termios modes) && modes.IsCanonical)
            _line.Add(input, modes);
        else
            _line.Reset();
    }
}
