using System.Runtime.InteropServices;
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

    /// <summary>Reads without waiting: bytes read; 0 when there are none now; -1 at the end, an error being one.</summary>
    internal unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                int count = (int)LibC.read(this, start, (nuint)buffer.Length);
                if (count > 0)
                    return count;
                int error = count == 0 ? Posix.EIO : Marshal.GetLastPInvokeError();
                if (error == Posix.EAGAIN)
                    return 0;
                if (error != Posix.EINTR)
                    return -1;
            }
        }
    }

    /// <summary>Writes without waiting: bytes taken; 0 when none are taken now; -1 when nobody takes any more.</summary>
    internal unsafe int Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                int count = (int)LibC.write(this, start, (nuint)bytes.Length);
                if (count >= 0)
                    return count;
                int error = Marshal.GetLastPInvokeError();
                if (error == Posix.EAGAIN)
                    return 0;
                if (error != Posix.EINTR)
                    return -1;
            }
        }
    }

    protected override bool ReleaseHandle() => LibC.close((int)handle) == 0;
}
