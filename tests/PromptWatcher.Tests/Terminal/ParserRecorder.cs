using System.Text;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>Writes down a parser's calls; text runs that follow each other become one.</summary>
internal readonly struct ParserRecorder(List<string> calls) : IVtHandler
{
    public static List<string> Record(ReadOnlySpan<byte> input, int chunk = int.MaxValue)
    {
        var parser = new VtParser();
        var calls = new List<string>();
        var recorder = new ParserRecorder(calls);
        while (!input.IsEmpty)
        {
            int length = Math.Min(chunk, input.Length);
            parser.Parse(input[..length], ref recorder);
            input = input[length..];
        }

        return calls;
    }

    public void Print(scoped ReadOnlySpan<byte> utf8)
    {
        Assert.False(utf8.IsEmpty);
        string text = Encoding.UTF8.GetString(utf8);
        if (calls.Count > 0 && calls[^1].StartsWith("print ", StringComparison.Ordinal))
            calls[^1] += text;
        else
            calls.Add("print " + text);
    }

    public void Execute(byte control) => calls.Add($"execute {control:x2}");

    public void EscDispatch(VtCommand command) => calls.Add($"esc {command}");

    public void CsiDispatch(VtCommand command, scoped VtParameters parameters)
    {
        var text = new StringBuilder();
        for (int i = 0; i < parameters.Count; i++)
            text.Append(i == 0 ? "" : parameters.IsSubParameter(i) ? ":" : ";").Append(parameters[i]);
        calls.Add($"csi {command} [{text}]");
    }

    public void OscDispatch(scoped ReadOnlySpan<byte> payload, long length) => calls.Add($"osc {Payload(payload, length)}");

    public void StringDispatch(VtCommand introducer, scoped ReadOnlySpan<byte> payload, long length) =>
        calls.Add($"string {introducer} {Payload(payload, length)}");

    private static string Payload(ReadOnlySpan<byte> payload, long length) =>
        Encoding.UTF8.GetString(payload) + (length > payload.Length ? $" of {length}" : "");
}
