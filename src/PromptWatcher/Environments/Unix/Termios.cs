using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>A terminal's modes as the C library lays them out: 60 bytes on Linux, 72 on macOS.</summary>
[StructLayout(LayoutKind.Sequential, Size = 128)]
internal struct Termios
{
    private const uint INLCR = 0x40;
    private const uint IGNCR = 0x80;
    private const uint ICRNL = 0x100;
    private const uint IUTF8 = 0x4000;
    private const uint ECHO = 0x8;
    private const uint OPOST = 0x1;

    private static readonly bool Mac = OperatingSystem.IsMacOS();

    private static uint ONLCR => Mac ? 0x2u : 0x4u;

    private static uint ISIG => Mac ? 0x80u : 0x1u;

    private static uint ICANON => Mac ? 0x100u : 0x2u;

    private static uint NOFLSH => Mac ? 0x80000000u : 0x80u;

    private static uint IEXTEN => Mac ? 0x400u : 0x8000u;

    private static int FlagSize => Mac ? 8 : 4;

    private static int ControlCharacterOffset => Mac ? 32 : 17;

    /// <summary>What <c>_POSIX_VDISABLE</c> is: a control character that has no function.</summary>
    private static byte Disabled => Mac ? (byte)0xff : (byte)0;

    internal readonly bool IsEcho => (LocalFlags & ECHO) != 0;

    internal readonly bool IsCanonical => (LocalFlags & ICANON) != 0;

    /// <summary>OPOST and ONLCR: a newline that is printed becomes a carriage return and a newline.</summary>
    internal readonly bool AddsCarriageReturns => (Flag(1) & OPOST) != 0 && (Flag(1) & ONLCR) != 0;

    /// <summary>Makes erasing in canonical mode take whole UTF-8 characters.</summary>
    internal void SetUtf8() => MemoryMarshal.AsRef<uint>(MemoryMarshal.AsBytes(new Span<Termios>(ref this))) |= IUTF8;

    /// <summary>A newline, or a carriage return that ICRNL makes one, unless INLCR unmakes it; VEOF, VEOL and VEOL2.</summary>
    internal readonly bool IsEndOfLine(byte b) => b switch
    {
        (byte)'\n' => (InputFlags & INLCR) == 0,
        (byte)'\r' => (InputFlags & (ICRNL | IGNCR)) == ICRNL,
        _ => Is(b, 4, 0) || Is(b, 11, 1) || Is(b, 16, 2),
    };

    internal readonly bool IsErase(byte b) => Is(b, 2, 3);

    /// <summary>VLNEXT: the byte after it has no function.</summary>
    internal readonly bool IsLiteralNext(byte b) => (LocalFlags & IEXTEN) != 0 && Is(b, 15, 14);

    /// <summary>Takes the whole line back: VKILL, and with ISIG and without NOFLSH also VINTR, VQUIT and VSUSP.</summary>
    internal readonly bool IsKillLine(byte b) => Is(b, 3, 5)
        || ((LocalFlags & ISIG) != 0 && (LocalFlags & NOFLSH) == 0 && (Is(b, 0, 8) || Is(b, 1, 9) || Is(b, 10, 10)));

    private readonly uint InputFlags => Flag(0);

    private readonly uint LocalFlags => Flag(3);

    private readonly bool Is(byte b, int linuxIndex, int macIndex) => b != Disabled && b == Bytes[ControlCharacterOffset + (Mac ? macIndex : linuxIndex)];

    private readonly uint Flag(int index) => MemoryMarshal.Read<uint>(Bytes[(index * FlagSize)..]);

    [UnscopedRef]
    private readonly ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<Termios>(in this));
}
