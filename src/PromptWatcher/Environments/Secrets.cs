using System.Text;

namespace PromptWatcher.Environments;

/// <summary>What <see cref="PtySpawnOptions.Secrets"/> may hold, and how a program finds it.</summary>
internal static class Secrets
{
    /// <summary>Names the directory of the files.</summary>
    internal const string Variable = "PROMPTWATCHER_SECRETS";

    /// <summary>Files that a session may have.</summary>
    internal const int Most = 32;

    /// <summary>Bytes of one; all of them together fill half of a container's file system for them.</summary>
    internal const int MaxBytes = 64 * 1024;

    /// <exception cref="EnvironmentException">A name or value will not do; no message shows a value.</exception>
    internal static void Check(IReadOnlyDictionary<string, string> secrets)
    {
        if (secrets.Count > Most)
            throw new EnvironmentException($"Cannot give a program {secrets.Count} secrets: {Most} are the most. Put several into one file.");
        foreach ((string name, string value) in secrets)
        {
            if (NameTemplate.IdProblem("a secret's name", name) is { } problem)
                throw new EnvironmentException($"Cannot give a program a secret: {problem}");
            if (value.Contains('\0') || Printable.IsBroken(value))
                throw new EnvironmentException($"Cannot give a program the secret {Printable.Quote(name)}: it has a NUL or half of a surrogate pair. Encode it as text, in base64 for example.");
            if (Encoding.UTF8.GetByteCount(value) is > MaxBytes and var bytes)
                throw new EnvironmentException($"Cannot give a program the secret {Printable.Quote(name)}: it has {bytes} bytes, and {MaxBytes} are the most. Mount a file instead.");
        }
    }
}
