namespace PromptWatcher.Terminal;

public sealed partial class VtParser
{
    private readonly ushort[] _values = new ushort[MaxParameters];
    private int _count;
    private uint _subParameters;
    private bool _isFull;
    private uint _command;
    private int _intermediates;

    private void EnterEscape()
    {
        _state = State.Escape;
        _command = 0;
        _intermediates = 0;
    }

    private void EnterControlSequence()
    {
        _state = State.CsiEntry;
        _count = 0;
        _subParameters = 0;
        _isFull = false;
    }

    private int EscapeSequence<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        byte next = data[i];
        if (next < 0x20)
            return Control(next, i, ref handler);

        bool endsString = _state == State.StringEscape;
        switch (next)
        {
            case < 0x30:
                AddIntermediate(next);
                _state = State.EscapeIntermediate;
                return i + 1;
            case Delete:
                return i + 1;
            case > Delete:
                // No sequence contains such a byte: it is text again.
                _state = State.Ground;
                return i;
        }

        if (_state != State.EscapeIntermediate)
        {
            switch (next)
            {
                case (byte)'[':
                    EnterControlSequence();
                    return i + 1;
                case (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                    EnterString(next);
                    return i + 1;
            }
        }

        _state = State.Ground;
        bool isStringTerminator = endsString && next == '\\';
        if (!isStringTerminator && _intermediates <= MaxIntermediates)
            handler.EscDispatch(new VtCommand(_command | next));
        return i + 1;
    }

    private int ControlSequence<THandler>(scoped ReadOnlySpan<byte> data, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        for (; i < data.Length; i++)
        {
            byte next = data[i];
            switch (next)
            {
                case >= (byte)'0' and <= (byte)';':
                    Parameter(next);
                    break;
                case < 0x20:
                    return Control(next, i, ref handler);
                case >= 0x40 and < Delete:
                    bool isIgnored = _state == State.CsiIgnore || _intermediates > MaxIntermediates;
                    _state = State.Ground;
                    if (!isIgnored)
                        handler.CsiDispatch(new VtCommand(_command | next), new VtParameters(_values.AsSpan(0, _count), _subParameters));
                    return i + 1;
                case < 0x30:
                    AddIntermediate(next);
                    if (_state != State.CsiIgnore)
                        _state = State.CsiIntermediate;
                    break;
                case < 0x40:
                    if (_state == State.CsiEntry)
                    {
                        _command |= (uint)next << 24;
                        _state = State.CsiParameter;
                    }
                    else
                    {
                        _state = State.CsiIgnore;
                    }

                    break;
                case > Delete:
                    _state = State.Ground;
                    return i;
            }
        }

        return i;
    }

    private void Parameter(byte next)
    {
        if (_state >= State.CsiIntermediate)
        {
            _state = State.CsiIgnore;
            return;
        }

        _state = State.CsiParameter;
        if (_count == 0)
            _values[_count++] = 0;
        if (next <= '9')
        {
            ref ushort value = ref _values[_count - 1];
            if (!_isFull)
                value = (ushort)Math.Min(value * 10 + next - '0', MaxParameterValue);
        }
        else if (_count == MaxParameters)
        {
            _isFull = true;
        }
        else
        {
            if (next == ':')
                _subParameters |= 1u << _count;
            _values[_count++] = 0;
        }
    }

    private void AddIntermediate(byte next)
    {
        if (_intermediates < MaxIntermediates)
            _command |= (uint)next << 8 * (_intermediates + 1);
        _intermediates = Math.Min(_intermediates + 1, MaxIntermediates + 1);
    }

    /// <summary>A C0 control inside a sequence acts at once and the sequence goes on, except for those that begin or end one.</summary>
    private int Control<THandler>(byte control, int i, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        if (control == Escape)
        {
            EnterEscape();
            return i + 1;
        }

        if (control is Cancel or Substitute)
            _state = State.Ground;
        handler.Execute(control);
        return i + 1;
    }
}
