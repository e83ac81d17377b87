namespace PromptWatcher.Sessions;

/// <summary>What may name a session: container names, branches, directories and file names are made of it.</summary>
internal static class SessionId
{
    internal const int MaxLength = 64;

    internal static bool IsValid(string id) => id.Length is >= 1 and <= MaxLength && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
