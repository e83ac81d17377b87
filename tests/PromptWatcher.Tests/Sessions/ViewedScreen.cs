using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Sessions;

/// <summary>What somebody sees who is shown a session: a terminal that is given a viewer's frames.</summary>
internal sealed class ViewedScreen(TerminalSession session, ScreenOptions? options = null) : IDisposable
{
    private Viewer? _viewer;

    public Screen Screen { get; private set; } = new(new TerminalSize(1, 1), options);

    public long Cursor { get; private set; } = -1;

    public int Snapshots { get; private set; }

    public long Missed { get; private set; }

    public long Bytes { get; private set; }

    public ViewerEnded? End { get; private set; }

    /// <summary>Is cut off and comes again, from where it was.</summary>
    public void Reopen()
    {
        Dispose();
        _viewer = session.OpenViewer(Cursor < 0 ? null : new JournalPosition(session.Epoch, Cursor));
    }

    public async Task ReadToAsync(long cursor)
    {
        while (Cursor < cursor)
            await ReadAsync();
    }

    public async Task ReadToEndAsync()
    {
        while (End is null)
            await ReadAsync();
    }

    public async Task<ViewerFrame> ReadAsync()
    {
        if (_viewer is null)
            Reopen();
        ViewerFrame frame = await _viewer!.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));
        switch (frame)
        {
            case ViewerSnapshot snapshot:
                Screen = new Screen(snapshot.Size, options);
                Screen.Write(snapshot.Bytes.Span);
                Snapshots++;
                Bytes += snapshot.Bytes.Length;
                Missed += snapshot.Missed ?? 0;
                Cursor = snapshot.Cursor;
                break;
            case ViewerOutput output:
                Assert.Equal(Cursor, output.Cursor);
                Screen.Write(output.Bytes.Span);
                Bytes += output.Bytes.Length;
                Cursor += output.Bytes.Length;
                break;
            case ViewerResized resized:
                Assert.Equal(Cursor + 1, resized.Cursor);
                Screen.Resize(resized.Size);
                Cursor = resized.Cursor;
                break;
            case ViewerEnded ended:
                Assert.Equal(Cursor, ended.Cursor);
                End = ended;
                break;
        }

        return frame;
    }

    public void Dispose() => _viewer?.Dispose();
}
