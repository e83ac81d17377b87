namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    private const int MaxKeyboardFlags = 8;
    private const int AllKeyboardFlags = 0b11111;

    /// <summary>The number of xterm's key resource that XTMODKEYS sets; the others are not kept.</summary>
    private const int ModifyOtherKeys = 4;
    private const int MaxModifiedKeys = 3;

    private readonly byte[] _primaryKeyboard = new byte[MaxKeyboardFlags];
    private readonly byte[] _alternateKeyboard = new byte[MaxKeyboardFlags];

    /// <summary>The kitty keyboard protocol's flags (https://sw.kovidgoyal.net/kitty/keyboard-protocol); 0 is the classic encoding.</summary>
    public int KeyboardFlags => Keyboard[0];

    /// <summary>xterm's modifyOtherKeys: 1 or 2 when keys with modifiers are to be sent as sequences, 0 when not.</summary>
    public int ModifiedKeys { get; private set; }

    /// <summary>The stack of the screen that shows, its top first. A full stack loses its oldest entry.</summary>
    private Span<byte> Keyboard => IsAlternate ? _alternateKeyboard : _primaryKeyboard;

    private void SetModifiedKeys(int value)
    {
        if (value <= MaxModifiedKeys)
            ModifiedKeys = value;
    }

    private void PushKeyboardFlags(int flags)
    {
        Keyboard[..^1].CopyTo(Keyboard[1..]);
        Keyboard[0] = (byte)(flags & AllKeyboardFlags);
    }

    private void PopKeyboardFlags(int count)
    {
        count = Math.Min(count, MaxKeyboardFlags);
        Keyboard[count..].CopyTo(Keyboard);
        Keyboard[^count..].Clear();
    }

    private void ChangeKeyboardFlags(int flags, int how)
    {
        int current = Keyboard[0];
        int changed = how switch
        {
            1 => flags,
            2 => current | flags,
            3 => current & ~flags,
            _ => current,
        };
        Keyboard[0] = (byte)(changed & AllKeyboardFlags);
    }
}
