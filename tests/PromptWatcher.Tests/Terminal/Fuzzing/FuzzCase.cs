using System.Text;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>A terminal of some size, and what happens to it.</summary>
internal sealed record FuzzCase(TerminalSize Size, IReadOnlyList<FuzzStep> Steps)
{
    public long Bytes => Steps.Sum(step => (long)step.Output.Length);

    public override string ToString() => $"{Size}: {string.Join(", ", Steps)}";
}

/// <summary>Output, and the size that the terminal gets after it, if another one.</summary>
internal sealed record FuzzStep(byte[] Output, TerminalSize? Resize = null)
{
    /// <summary>As a string of C#; a byte that is not ASCII is <c>\xNN</c>, which needs no UTF-8.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("\"");
        foreach (byte next in Output)
        {
            _ = next switch
            {
                0x1b => text.Append("\\e"),
                (byte)'\r' => text.Append("\\r"),
                (byte)'\n' => text.Append("\\n"),
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)next),
                < 0x20 or >= 0x7f => text.Append($"\\x{next:x2}"),
                _ => text.Append((char)next),
            };
        }

        return text.Append('"').Append(Resize is null ? "" : $" then {Resize}").ToString();
    }
}
