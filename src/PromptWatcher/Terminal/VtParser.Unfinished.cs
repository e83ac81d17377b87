using System.Buffers;
using System.Globalization;
using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class VtParser
{
    /// <summary>
    /// Writes what another parser must read to stand in the middle of the same sequence or character; nothing between two of them. The
    /// controls inside a sequence have acted already and are left out; a string that is too long to be kept stays too long.
    /// </summary>
    internal void WriteUnfinished(IBufferWriter<byte> output)
    {
        switch (_state)
        {
            case State.Ground:
                output.Write(_pending.AsSpan(0, _pendingLength));
                return;
            case State.Osc or State.String:
                output.Write([Escape, _introducer]);
                output.Write(_payload.AsSpan(0, _payloadLength));
                if (_stringLength > _payloadLength)
                    output.Write("."u8);
                return;
            case State.Escape or State.StringEscape or State.EscapeIntermediate:
                output.Write([Escape]);
                WriteIntermediates(output);
                return;
            case State.CsiIgnore:
                // A marker that does not stand first spoils a sequence.
                output.Write("\e[0<"u8);
                return;
            default:
                output.Write("\e["u8);
                WriteParameters(output);
                WriteIntermediates(output);
                return;
        }
    }

    private void WriteParameters(IBufferWriter<byte> output)
    {
        if (new VtCommand(_command).Marker is not 0 and var marker)
            output.Write([marker]);
        var text = new StringBuilder();
        for (int i = 0; i < _count; i++)
        {
            if (i > 0)
                text.Append((_subParameters >> i & 1) != 0 ? ':' : ';');
            text.Append(CultureInfo.InvariantCulture, $"{_values[i]}");
        }

        if (_isFull)
            text.Append(';');
        output.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }

    private void WriteIntermediates(IBufferWriter<byte> output)
    {
        var command = new VtCommand(_command);
        ReadOnlySpan<byte> written = [command.Intermediate, command.SecondIntermediate, (byte)' '];
        output.Write(written[.._intermediates]);
    }
}
