using System.Runtime.InteropServices;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Hosts.Tracing;

/// <summary>Reads what write and writev have written out of the memory of who wrote it.</summary>
internal sealed class TracedWrites(TracedTerminal terminal, TracedOutput output)
{
    private const int VectorsAtOnce = 64;

    // What terminals are written in pieces of is 1 to 16 KiB; the kernel itself cuts at 2 GiB.
    private readonly byte[] _piece = new byte[64 * 1024];

    /// <summary>One buffer, of which so many bytes were written.</summary>
    internal void Read(int thread, ulong address, long written)
    {
        while (written > 0)
        {
            int read = TracedMemory.Read(thread, address, _piece.AsSpan(0, (int)Math.Min(written, _piece.Length)));
            if (read == 0)
                return;
            output.Append(_piece.AsSpan(0, read), terminal.AddsCarriageReturns);
            address += (ulong)read;
            written -= read;
        }
    }

    /// <summary>
    /// What was read of a line that was typed. The terminal itself has shown it, and no program wrote that; control characters show as in <c>^C</c>
    /// (ECHOCTL). It comes when it is read: what was erased is not in it.
    /// </summary>
    internal void ReadEcho(int thread, ulong address, long length)
    {
        int read = TracedMemory.Read(thread, address, _piece.AsSpan(0, (int)Math.Min(length, _piece.Length)));
        foreach (byte typed in _piece.AsSpan(0, read))
        {
            bool isControl = typed is < 0x20 or 0x7F && typed is not ((byte)'\n' or (byte)'\t');
            output.Append(isControl ? [(byte)'^', (byte)(typed ^ 0x40)] : [typed], terminal.AddsCarriageReturns);
        }
    }

    /// <summary>Several buffers, of which together so many bytes were written.</summary>
    internal void ReadVectors(int thread, ulong address, ulong count, long written)
    {
        Span<LibC.IoVector> vectors = stackalloc LibC.IoVector[VectorsAtOnce];
        while (count > 0 && written > 0)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(vectors[..(int)Math.Min(count, VectorsAtOnce)]);
            if (TracedMemory.Read(thread, address, bytes) != bytes.Length)
                return;
            foreach (LibC.IoVector vector in MemoryMarshal.Cast<byte, LibC.IoVector>(bytes))
            {
                long length = Math.Min((long)vector.Length, written);
                Read(thread, vector.Start, length);
                written -= length;
                count--;
            }

            address += (ulong)bytes.Length;
        }
    }
}
