using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>The variables that a program in a container gets on top of its image's. LANG is left to the image, which knows its locales.</summary>
internal sealed record ContainerVariables(IReadOnlyDictionary<string, string> Set, IReadOnlyList<string> Removed)
{
    /// <exception cref="EnvironmentException">A name or value cannot be a variable's, or may not be set. Values may be secrets, so no message shows them.</exception>
    internal static ContainerVariables Create(PtySpawnOptions options)
    {
        Dictionary<string, string> set = TerminalVariables.Beside(options.Environment);
        if (options.Secrets.Count > 0)
            set[Secrets.Variable] = ContainerSecrets.Directory;
        var removed = new List<string>();
        foreach ((string name, string? value) in options.Environment)
        {
            Check(name, value, options.AllowLoadingVariables);
            if (value is not null)
                set[name] = value;
            else
                removed.Add(name);
        }

        foreach (string name in removed)
            set.Remove(name);
        return new ContainerVariables(set, removed);
    }

    /// <summary>Those of <see cref="Removed"/> that a shell can have: it passes no other on anyway.</summary>
    internal IReadOnlyList<string> RemovedByShell =>
        [.. Removed.Where(name => !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))];

    /// <summary>
    /// As an engine is given them. For Docker a name without '=' takes the image's variable away. Podman 4.3 would give the container the variable
    /// of that name of its own service, whatever that holds, and refuses an exec: there the shell that starts the command unsets it.
    /// </summary>
    internal IReadOnlyList<string> For(EngineVersion version) =>
        [.. Set.Select(variable => $"{variable.Key}={variable.Value}"), .. version.IsPodman ? [] : Removed];

    private static void Check(string name, string? value, bool allowsLoading)
    {
        Refusal.ThrowIf(VariableNames.Problem(name, value is null || allowsLoading));
        if (value?.Contains('\0') == true)
            throw Refusal.Of($"the value of the variable {Printable.Quote(name)} has a NUL, which no program can be given. Leave it out.");
        if (value is null)
            return;
        if (Printable.IsBroken(value))
            throw Refusal.Of($"the value of the variable {Printable.Quote(name)} has half of a surrogate pair, which cannot be encoded. Correct it.");
        int bytes = Encoding.UTF8.GetByteCount(name) + 1 + Encoding.UTF8.GetByteCount(value);
        if (bytes > ContainerCommand.MaxBytes)
            throw Refusal.Of($"the variable {Printable.Quote(name)} has {bytes} bytes; a kernel takes {ContainerCommand.MaxBytes}. Pass its content in a file.");
    }
}
