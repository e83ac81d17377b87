using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher;

/// <summary>Names with <c>{sessionId}</c> and <c>{projectId}</c> in them.</summary>
internal static class NameTemplate
{
    internal const string Session = "{sessionId}";
    internal const string Project = "{projectId}";

    /// <summary>The name, with the ids in their places.</summary>
    /// <exception cref="EnvironmentException">It takes a project's id and there is none.</exception>
    internal static string Fill(string template, string sessionId, string? projectId)
    {
        if (projectId is null && template.Contains(Project, StringComparison.Ordinal))
            throw new EnvironmentException($"Cannot start a container: '{template}' takes the id of a project, and the spawn names none. Set {nameof(PtySpawnOptions)}.{nameof(PtySpawnOptions.ProjectId)}.");
        return template.Replace(Session, sessionId, StringComparison.Ordinal).Replace(Project, projectId, StringComparison.Ordinal);
    }

    /// <summary>The name, with the project's id in its place and the session's still to come.</summary>
    internal static string FillProject(string template, string projectId) => template.Replace(Project, projectId, StringComparison.Ordinal);

    /// <summary>What is wrong with a template; <see langword="null"/> when it gives good names for good ids.</summary>
    internal static string? Problem(string template, Func<string, string?> problemOfName)
    {
        string name = template.Replace(Session, "s1", StringComparison.Ordinal).Replace(Project, "p1", StringComparison.Ordinal);
        return name.AsSpan().IndexOfAny('{', '}') >= 0
            ? $"{Printable.Quote(template)} has a placeholder that does not exist. Use {Session} and {Project}."
            : problemOfName(name);
    }

    /// <summary>What is wrong with an id; <see langword="null"/> when it can stand in names and paths.</summary>
    internal static string? IdProblem(string what, string id) => SessionId.IsValid(id) ? null
        : $"{Printable.Quote(id)} cannot be {what}. Use 1 to {SessionId.MaxLength} letters, digits, '-', '_' and '.', beginning with a letter or digit.";
}
