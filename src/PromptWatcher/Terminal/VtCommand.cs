using System.Text;

namespace PromptWatcher.Terminal;

/// <summary>What an escape or control sequence asks for: private marker, intermediates and final byte in one number to switch on.</summary>
/// <param name="Value">The final byte in bits 0-7, the intermediates in bits 8-15 and 16-23, the private marker in bits 24-31.</param>
public readonly record struct VtCommand(uint Value)
{
    /// <summary>The byte that ends the sequence and names the function.</summary>
    public byte Final => (byte)Value;

    /// <summary>The first intermediate byte (0x20-0x2F), or 0.</summary>
    public byte Intermediate => (byte)(Value >> 8);

    /// <summary>The second intermediate byte, or 0.</summary>
    public byte SecondIntermediate => (byte)(Value >> 16);

    /// <summary>The private marker (one of <c>&lt; = &gt; ?</c>), or 0.</summary>
    public byte Marker => (byte)(Value >> 24);

    /// <summary>The command's bytes in the order in which they are sent, without parameters.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(4);
        foreach (byte part in (ReadOnlySpan<byte>)[Marker, Intermediate, SecondIntermediate, Final])
        {
            if (part != 0)
                text.Append((char)part);
        }

        return text.ToString();
    }
}
