using System.Buffers;
using BenchmarkDotNet.Attributes;
using PromptWatcher.Benchmarks.Terminals.Layers;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Benchmarks.Micro;

/// <summary>One megabyte of an agent's user interface, in reads as a terminal gives them.</summary>
[MemoryDiagnoser]
public class TerminalBenchmarks
{
    private const int ReadSize = 4_096;

    private readonly byte[] _output = SyntheticTui.Create(1_000_000);
    private readonly ParseLayer _parse = new();
    private readonly ScreenLayer _screen = new(TerminalSize.Default);
    private readonly Screen _shown = new(TerminalSize.Default);
    private readonly ArrayBufferWriter<byte> _dump = new();

    [GlobalSetup]
    public void Show() => _shown.Write(_output);

    [Benchmark]
    public void Parse() => Feed(_parse);

    [Benchmark]
    public void Write() => Feed(_screen);

    /// <summary>The repaint for a viewer: the screen and what has scrolled off it.</summary>
    [Benchmark]
    public int Dump()
    {
        _dump.ResetWrittenCount();
        ScreenDump.Write(_shown, _dump);
        return _dump.WrittenCount;
    }

    private void Feed(ILayer layer)
    {
        for (int i = 0; i < _output.Length; i += ReadSize)
            layer.Take(_output.AsSpan(i, Math.Min(ReadSize, _output.Length - i)));
    }
}
