using System.Buffers;

namespace PromptWatcher.Terminal;

public sealed partial class VtParser
{
    private static readonly SearchValues<byte> s_oscStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(static control => (byte)control)]);

    private static readonly SearchValues<byte> s_stringStops = SearchValues.Create([Cancel, Substitute, Escape, Delete]);

    private byte _introducer;
    private byte[] _payload = [];
    private int _payloadLength;

    /// <summary>How long the string is so far, with what was not kept.</summary>
    private long _stringLength;

    private void EnterString(byte introducer)
    {
        _state = introducer == ']' ? State.Osc : State.String;
        _introducer = introducer;
        _payloadLength = 0;
        _stringLength = 0;
    }

    private int ControlString<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        ReadOnlySpan<byte> rest = data[i..];
        int length = rest.IndexOfAny(_state == State.Osc ? s_oscStops : s_stringStops);
        if (length < 0)
        {
            Keep(rest);
            return data.Length;
        }

        ReadOnlySpan<byte> part = rest[..length];
        switch (rest[length])
        {
            case Escape:
                // Whatever follows, the string has ended: an unterminated one must not swallow the rest of the stream.
                Deliver(part, ref handler);
                EnterEscape();
                _state = State.StringEscape;
                break;
            case 0x07 when _state == State.Osc:
                Deliver(part, ref handler);
                _state = State.Ground;
                break;
            case Cancel or Substitute:
                _state = State.Ground;
                handler.Execute(rest[length]);
                break;
            default:
                Keep(part);
                break;
        }

        return i + length + 1;
    }

    /// <summary>Hands over the string, straight from the chunk when it lies there whole.</summary>
    private void Deliver<THandler>(scoped ReadOnlySpan<byte> part, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        if (_stringLength > 0)
        {
            Keep(part);
            part = _payload.AsSpan(0, _payloadLength);
        }
        else
        {
            _stringLength = part.Length;
            part = part[..Math.Min(part.Length, MaxStringLength)];
        }

        if (_introducer == ']')
            handler.OscDispatch(part, _stringLength);
        else
            handler.StringDispatch(new VtCommand(_introducer), part, _stringLength);
    }

    /// <summary>Keeps a part of a string; beyond the limit only its length grows.</summary>
    private void Keep(scoped ReadOnlySpan<byte> part)
    {
        _stringLength += part.Length;
        part = part[..Math.Min(part.Length, MaxStringLength - _payloadLength)];
        int length = _payloadLength + part.Length;
        if (length > _payload.Length)
            Array.Resize(ref _payload, Math.Min(Math.Max(length, 2 * _payload.Length), MaxStringLength));
        part.CopyTo(_payload.AsSpan(_payloadLength));
        _payloadLength = length;
    }
}
