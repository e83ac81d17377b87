using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Terminals.Layers;

/// <summary>The parser alone.</summary>
internal sealed class ParseLayer : ILayer
{
    private readonly VtParser _parser = new();
    private Counter _counter;

    public void Take(ReadOnlySpan<byte> read) => _parser.Parse(read, ref _counter);

    /// <summary>Looks at everything and keeps nothing.</summary>
    private struct Counter : IVtHandler
    {
        private long _seen;

        public void Print(scoped ReadOnlySpan<byte> utf8) => _seen += utf8.Length + utf8[^1];

        public void Execute(byte control) => _seen += control;

        public void EscDispatch(VtCommand command) => _seen += command.Final;

        public void CsiDispatch(VtCommand command, scoped VtParameters parameters)
        {
            _seen += command.Final;
            for (int i = 0; i < parameters.Count; i++)
                _seen += parameters[i];
        }

        public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length) => _seen += payload.Length;

        public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length) => _seen += payload.Length;
    }
}
