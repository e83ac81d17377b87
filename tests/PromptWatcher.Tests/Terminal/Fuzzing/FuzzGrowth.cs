using System.Text;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>What a screen keeps of a bomb that goes on.</summary>
internal static class FuzzGrowth
{
    /// <summary>The most that a screen of 120x40 may hold: the table of links, full, takes half of it.</summary>
    public const long MostBytes = 8 << 20;

    /// <summary>Managed memory that a screen holds after so many pieces of a kind of bomb. Nothing else may allocate meanwhile.</summary>
    public static long Held(Func<int, string> piece, int pieces)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var screen = new Screen(TerminalSize.Default);
        for (int i = 0; i < pieces; i++)
            screen.Write(Encoding.UTF8.GetBytes(piece(i)));

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(screen);
        return held;
    }
}
