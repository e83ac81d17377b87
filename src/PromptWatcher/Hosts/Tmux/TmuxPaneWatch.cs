using PromptWatcher.Environments;
using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>A pane that is watched, and what is known of it.</summary>
internal sealed class TmuxPaneWatch(int number, CapturedPty pty)
{
    private readonly PicturePainter _painter = new();

    /// <summary>The pane's number on its server.</summary>
    internal int Number => number;

    internal CapturedPty Pty => pty;

    /// <summary>A picture of it has been asked for: what it prints meanwhile is in that.</summary>
    internal bool IsAwaitingPicture { get; set; }

    /// <summary>The second in which its window last printed, when its last picture was taken.</summary>
    internal long ActiveAt { get; set; }

    /// <summary>The second in which that picture was asked for.</summary>
    internal long LookedAt { get; set; }

    /// <summary>How often it lost its client, which its user can send away.</summary>
    internal int Losses { get; set; }

    /// <summary>Its size, as far as it was shown.</summary>
    internal TerminalSize? Size { get; private set; }

    /// <summary>Shows a picture where the terminal may show anything.</summary>
    internal async ValueTask ShowAnewAsync(TerminalPicture picture)
    {
        _painter.Forget();
        await ShowAsync(picture).ConfigureAwait(false);
    }

    /// <summary>Shows a picture after the last one; false when it is the same.</summary>
    internal async ValueTask<bool> ShowAsync(TerminalPicture picture)
    {
        Size = picture.Size;
        pty.Resize(picture.Size);
        ReadOnlyMemory<byte> paint = _painter.Paint(picture);
        await pty.PrintAsync(paint).ConfigureAwait(false);
        return paint.Length > 0;
    }
}
