namespace PromptWatcher.Environments.Unix;

/// <summary>What a descriptor is watched for, or is ready for.</summary>
[Flags]
internal enum Readiness
{
    None = 0,
    Read = 1,
    Write = 2,
}
