using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>What a screen keeps of a bomb that goes on.</summary>
internal static class FuzzGrowth
{
    /// <summary>A screen of 120x40 with everything full: scrollback, styles, links, clusters.</summary>
    public const long MostBytes = 16 << 20;

    /// <summary>Managed memory that a screen holds after so many bytes of a kind of bomb. Nothing else may allocate meanwhile.</summary>
    public static long Held(Func<int, string> piece, int bytes)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var screen = new Screen(TerminalSize.Default);
        for (int i = 0, written = 0; written < bytes; i++)
        {
            byte[] next = Encoding.UTF8.GetBytes(piece(i));
            screen.Write(next);
            written += next.Length;
        }

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(screen);
        return held;
    }
}
