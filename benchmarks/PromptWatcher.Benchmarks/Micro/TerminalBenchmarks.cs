using System.Buffers;
using BenchmarkDotNet.Attributes;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Micro;

/// <summary>One megabyte of an agent's user interface, in reads as a terminal gives them.</summary>
[MemoryDiagnoser]
public class TerminalBenchmarks
{
    private const int ReadSize = 4_096;

    private readonly byte[] _output = SyntheticTui.Create(1_000_000);
    private readonly VtParser _parser = new();
    private readonly Screen _screen = new(TerminalSize.Default);
    private readonly Screen _shown = new(TerminalSize.Default);
    private readonly ArrayBufferWriter<byte> _dump = new();

    [GlobalSetup]
    public void Show() => _shown.Write(_output);

    [Benchmark]
    public int Parse()
    {
        var handler = new Counter();
        foreach (ArraySegment<byte> read in Reads())
            _parser.Parse(read, ref handler);
        return handler.Count;
    }

    [Benchmark]
    public long Write()
    {
        foreach (ArraySegment<byte> read in Reads())
            _screen.Write(read);
        return _screen.Version;
    }

    /// <summary>The repaint for a viewer: the screen and what has scrolled off it.</summary>
    [Benchmark]
    public int Dump()
    {
        _dump.ResetWrittenCount();
        ScreenDump.Write(_shown, _dump);
        return _dump.WrittenCount;
    }

    private IEnumerable<ArraySegment<byte>> Reads()
    {
        for (int i = 0; i < _output.Length; i += ReadSize)
            yield return new ArraySegment<byte>(_output, i, Math.Min(ReadSize, _output.Length - i));
    }

    /// <summary>Looks at everything and keeps nothing.</summary>
    private struct Counter : IVtHandler
    {
        internal int Count;

        public void Print(scoped ReadOnlySpan<byte> utf8) => Count += utf8.Length;

        public void Execute(byte control) => Count++;

        public void EscDispatch(VtCommand command) => Count++;

        public void CsiDispatch(VtCommand command, scoped VtParameters parameters) => Count += parameters.Count;

        public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length) => Count += payload.Length;

        public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length) => Count += payload.Length;
    }
}
