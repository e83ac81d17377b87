using System.Text;
using PromptWatcher.Environments.Local;

namespace PromptWatcher.Console;

/// <summary>Where a command reads and writes, so that tests can stand in for the process's own streams.</summary>
internal sealed class CommandIo(Stream input, Stream output, TextWriter error, Func<ControllingTerminal?> openTerminal)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public Stream Input => input;

    public Stream Output => output;

    public TextReader In { get; } = new StreamReader(input, Utf8);

    public TextWriter Out { get; } = new StreamWriter(output, Utf8) { AutoFlush = true };

    public TextWriter Error => error;

    /// <summary>The user's terminal, where input and output are one.</summary>
    public ControllingTerminal? OpenTerminal() => openTerminal();

    // Not System.Console.In and Out: on a terminal those change its modes and write to it, which is the watched program's business.
    public static CommandIo ForProcess() => new(
        System.Console.OpenStandardInput(),
        StandardStream.OpenOutput(),
        new StreamWriter(StandardStream.OpenError(), Utf8) { AutoFlush = true },
        ControllingTerminal.TryOpen);

    public void Report(string message) => Error.WriteLine($"promptwatcher: {message}");
}
