using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>The memory of a program that has stopped.</summary>
internal static unsafe class TracedMemory
{
    private const int Page = 4096;

    /// <summary>Bytes read; 0 where there is nothing.</summary>
    internal static int Read(int thread, ulong address, Span<byte> target)
    {
        fixed (byte* start = target)
        {
            var local = new LibC.IoVector { Start = (nuint)start, Length = (nuint)target.Length };
            var remote = new LibC.IoVector { Start = (nuint)address, Length = (nuint)target.Length };
            return Math.Max(0, (int)LibC.process_vm_readv(thread, &local, 1, &remote, 1, 0));
        }
    }

    /// <summary>The bytes before the first zero, or as many as there is room for. A string may end where its page does, and what follows need not be there.</summary>
    internal static ReadOnlySpan<byte> ReadString(int thread, ulong address, Span<byte> target)
    {
        int length = 0;
        while (length < target.Length)
        {
            ulong at = address + (ulong)length;
            int read = Read(thread, at, target.Slice(length, Math.Min(target.Length - length, Page - (int)(at % Page))));
            int end = target.Slice(length, read).IndexOf((byte)0);
            if (end >= 0 || read == 0)
                return target[..(length + Math.Max(0, end))];
            length += read;
        }

        return target;
    }
}
