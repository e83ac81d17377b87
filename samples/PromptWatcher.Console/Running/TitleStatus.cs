using System.Text;
using PromptWatcher.Environments.Local;
using PromptWatcher.Terminal;

namespace PromptWatcher.Console.Running;

/// <summary>
/// Keeps the state in the title of the user's terminal. Not in a line of the screen: every cell there is the program's, which would paint
/// over it, or be pushed out of its place by it.
/// </summary>
internal sealed class TitleStatus(ControllingTerminal terminal)
{
    private readonly Lock _gate = new();
    private readonly VtParser _parser = new();
    private string? _title;
    private bool _isShown = true;

    // xterm's title stack (XTWINOPS 22 and 23) keeps the title from before; terminals without it ignore this.
    public void Begin() => terminal.Write("\e[22;2t"u8);

    public void End() => terminal.Write("\e[23;2t"u8);

    /// <summary>Hands the program's output through.</summary>
    public void Pass(ReadOnlySpan<byte> output)
    {
        lock (_gate)
        {
            var titles = new Titles(this);
            _parser.Parse(output, ref titles);
            terminal.Write(output);
            ShowBetweenSequences();
        }
    }

    public void Show(string title)
    {
        lock (_gate)
        {
            _title = string.Concat(title.Where(character => !char.IsControl(character)));
            _isShown = false;
            ShowBetweenSequences();
        }
    }

    // The program's output is cut anywhere: a title in the middle of a sequence or a character would break both.
    private void ShowBetweenSequences()
    {
        if (_isShown || _title is null || !_parser.IsBetweenSequences)
            return;
        terminal.Write(Encoding.UTF8.GetBytes($"\e]2;{_title}\a"));
        _isShown = true;
    }

    /// <summary>Notices the program's own titles, which take the place of the state.</summary>
    private readonly struct Titles(TitleStatus status) : IVtHandler
    {
        public void Print(scoped ReadOnlySpan<byte> utf8)
        {
        }

        public void Execute(byte control)
        {
        }

        public void EscDispatch(VtCommand command)
        {
        }

        public void CsiDispatch(VtCommand command, scoped VtParameters parameters)
        {
        }

        public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length)
        {
            if (payload is [(byte)'0' or (byte)'2', (byte)';', ..])
                status._isShown = false;
        }

        public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length)
        {
        }
    }
}
