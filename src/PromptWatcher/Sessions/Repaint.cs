using System.Buffers;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Sessions;

/// <summary>What a viewer is sent of a whole terminal, as it was at a place of its output.</summary>
internal sealed record Repaint(long Place, TerminalSize Size, byte[] Bytes)
{
    /// <summary>64 KiB less a frame's header in all: scrolled-off lines come along as far as they fit. Only a screen that is larger by itself takes more.</summary>
    internal const int MaxBytes = 64 * 1024 - Viewer.Header;

    /// <summary>More lines would not fit, however short they are in practice.</summary>
    private const int MostLines = 1_024;

    /// <summary>Of the lines that would just fit; they are not all equally long.</summary>
    private const double Share = 0.9;

    /// <summary>The dump, and behind it the beginning of the sequence that the output so far ends in.</summary>
    internal static byte[] Of(Screen screen)
    {
        var output = new ArrayBufferWriter<byte>();
        int lines = Math.Min(screen.ScrollbackCount, MostLines);
        while (true)
        {
            ScreenDump.Write(screen, output, new ScreenDumpOptions { ScrollbackLines = lines });
            screen.WriteUnfinished(output);
            if (output.WrittenCount <= MaxBytes || lines == 0)
                return output.WrittenSpan.ToArray();
            lines = (int)(lines * Share * MaxBytes / output.WrittenCount);
            output.ResetWrittenCount();
        }
    }
}
