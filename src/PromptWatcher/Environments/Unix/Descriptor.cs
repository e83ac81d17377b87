using Microsoft.Win32.SafeHandles;

namespace PromptWatcher.Environments.Unix;

/// <summary>A file descriptor that is closed once, and never while a call uses it.</summary>
internal sealed class Descriptor : SafeHandleMinusOneIsInvalid
{
    public Descriptor()
        : base(ownsHandle: true)
    {
    }

    internal Descriptor(int descriptor, bool ownsHandle = true)
        : base(ownsHandle) => SetHandle(descriptor);

    /// <summary>The number, valid for as long as nobody disposes of this; for tables that are emptied before that.</summary>
    internal int Number => (int)handle;

    protected override bool ReleaseHandle() => LibC.close((int)handle) == 0;
}
