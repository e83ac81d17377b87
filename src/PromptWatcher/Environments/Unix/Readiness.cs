namespace PromptWatcher.Environments.Unix;

/// <summary>What a descriptor is watched for, or is ready for.</summary>
[Flags]
internal enum Readiness
{
    None = 0,
    Read = 1,
    Write = 2,

    /// <summary>The other side sends no more, though what it sent may not have been read. Where the kernel tells it of no socket (macOS), only who reads finds out.</summary>
    HangUp = 4,
}
