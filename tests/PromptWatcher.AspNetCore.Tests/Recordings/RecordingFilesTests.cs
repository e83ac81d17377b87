using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore.Recordings;
using PromptWatcher.Environments;

namespace PromptWatcher.AspNetCore.Tests.Recordings;

public sealed class RecordingFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("promptwatcher-recordings");
    private readonly RecordingFiles _files;

    public RecordingFilesTests()
    {
        var options = new PromptWatcherWebOptions();
        options.Recording.Directory = _folder.FullName;
        options.Recording.MaxFiles = 2;
        _files = new RecordingFiles(Options.Create(options), TimeProvider.System);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Create_TooManyFiles_LeavesThoseThatAreBeingWritten()
    {
        AsciicastWriter kept = _files.Create("old", 1);
        for (int part = 1; part <= 5; part++)
            await _files.Create("new", part).DisposeAsync();

        Assert.Single(_files.Of("old"));
        Assert.Equal(2, _files.Of("new").Count);
        await kept.DisposeAsync();
        await _files.Create("new", 6).DisposeAsync();
        Assert.Empty(_files.Of("old"));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "old")));
    }

    [Fact]
    public async Task Create_ByManyAtOnce_LosesNoRecording()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(session => Task.Run(async () =>
        {
            for (int part = 1; part <= 50; part++)
            {
                await using AsciicastWriter writer = _files.Create($"s{session}", part);
                writer.Header(TerminalSize.Default);
                await writer.FlushAsync();
                Assert.Contains(_files.Of($"s{session}"), file => file.FullName == writer.Path && file.Length == writer.Length);
            }
        })));
    }
}
