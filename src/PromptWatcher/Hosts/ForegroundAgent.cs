using PromptWatcher.Detection;

namespace PromptWatcher.Hosts;

/// <summary>Recognises the program that has a terminal by the processes of its foreground group.</summary>
internal static class ForegroundAgent
{
    /// <summary>The first, from the one that was started first, that runs no others on its own terminal; else the first of those that do, such as shells.</summary>
    internal static AgentProfile? Recognize(IEnumerable<ProcessFacts> group, AgentProfiles profiles)
    {
        AgentProfile? runner = null;
        foreach (ProcessFacts process in group)
        {
            AgentProfile? found = Recognize(process.Arguments, profiles);
            if (found is { RunsOthers: false })
                return found;
            runner ??= found;
        }

        return runner;
    }

    /// <summary>The program that a process runs, also one that it reads as a script.</summary>
    internal static AgentProfile? Recognize(IReadOnlyList<string> arguments, AgentProfiles profiles)
    {
        // Some write what they do over their arguments, as in "npm exec PACKAGE".
        if (arguments is [var title] && title.Contains(' '))
            arguments = title.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (arguments.Count == 0)
            return null;
        AgentProfile? own = profiles.Recognize(Plain(arguments[0]), [.. arguments.Skip(1)]);
        // A program may be a script, which a shell then reads.
        return own is { RunsOthers: true } && arguments.Skip(1).FirstOrDefault() is ['/' or '.', ..] script && profiles.Recognize(script, []) is { } found ? found : own;
    }

    // The first shell of a login has a '-' before its name.
    private static string Plain(string program) => program is ['-', _, ..] ? program[1..] : program;
}
