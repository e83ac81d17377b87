namespace PromptWatcher.AspNetCore;

/// <summary>Where sessions are recorded, and how much of them is kept.</summary>
public sealed class RecordingOptions
{
    internal const long SmallestFile = 64 * 1024;

    /// <summary>The folder, which is made; <see langword="null"/> (the default) for no recordings. They show what terminals show: keep them as you keep secrets.</summary>
    public string? Directory { get; set; }

    /// <summary>Bytes after which a session's recording goes on in another file: at least 64 KiB; 64 MiB by default.</summary>
    public long MaxBytesPerFile { get; set; } = 64 << 20;

    /// <summary>Files kept, of all sessions together, the newest, and besides those that are being written: from 1 to 1,000,000; 200 by default.</summary>
    public int MaxFiles { get; set; } = 200;
}
