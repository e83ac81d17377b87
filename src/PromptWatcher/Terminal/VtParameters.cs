namespace PromptWatcher.Terminal;

/// <summary>The numeric parameters of a control sequence. Sub-parameters (after a colon) stand in the same row and are marked as such.</summary>
public readonly ref struct VtParameters
{
    private readonly ReadOnlySpan<ushort> _values;
    private readonly uint _subParameters;

    /// <summary>Parameters over a caller's values.</summary>
    /// <param name="values">The values; 0 where one was left out.</param>
    /// <param name="subParameters">Bit n is set when value n came after a colon.</param>
    public VtParameters(ReadOnlySpan<ushort> values, uint subParameters = 0)
    {
        _values = values;
        _subParameters = subParameters;
    }

    /// <summary>How many values there are, sub-parameters included.</summary>
    public int Count => _values.Length;

    /// <summary>All values, sub-parameters among them.</summary>
    internal ReadOnlySpan<ushort> Values => _values;

    /// <summary>Whether any value came after a colon.</summary>
    public bool HasSubParameters => _subParameters != 0;

    /// <summary>The value at a place; 0 where it was left out or does not exist.</summary>
    public int this[int index] => (uint)index < (uint)_values.Length ? _values[index] : 0;

    /// <summary>The value at a place, or <paramref name="fallback"/> where it is missing or 0, which DEC's commands treat alike.</summary>
    public int Get(int index, int fallback)
    {
        int value = this[index];
        return value == 0 ? fallback : value;
    }

    /// <summary>Whether the value came after a colon and so belongs to the one before it.</summary>
    public bool IsSubParameter(int index) => (uint)index < (uint)Math.Min(_values.Length, VtParser.MaxParameters) && (_subParameters >> index & 1) != 0;

    /// <summary>How many sub-parameters follow the value at a place.</summary>
    public int SubParameterCount(int index)
    {
        int next = index + 1;
        while (IsSubParameter(next))
            next++;
        return next - index - 1;
    }
}
