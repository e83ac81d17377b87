using System.Globalization;
using PromptWatcher.Detection;

namespace PromptWatcher.Hosts;

/// <summary>Finds the terminals among a host's processes.</summary>
internal static class HostTerminals
{
    /// <summary>The terminals, from the oldest to the youngest.</summary>
    internal static IReadOnlyList<HostTerminal> Of(IReadOnlyList<ProcessFacts> processes, AgentProfiles profiles)
    {
        var byId = new Dictionary<int, ProcessFacts>(processes.Count);
        foreach (ProcessFacts process in processes)
            byId[process.Id] = process;
        // Only a leader opens a terminal for its session, and when it ends nobody of the session has it any more.
        ILookup<int, ProcessFacts> groups = processes.Where(static process => process.Device is not null).ToLookup(static process => process.Group);
        return
        [
            .. processes.Where(static process => process.Device is not null && process.Id == process.Session)
                .OrderBy(static leader => leader.StartTicks).ThenBy(static leader => leader.Id)
                .Select(leader => Create(leader, Foreground(leader, groups), byId, profiles)),
        ];
    }

    // The group of a terminal is of its session, but ids are used again.
    private static ProcessFacts[] Foreground(ProcessFacts leader, ILookup<int, ProcessFacts> groups) =>
    [
        .. groups[leader.ForegroundGroup].Where(process => process.Session == leader.Id)
            .OrderBy(static process => process.Id == process.Group ? 0 : 1).ThenBy(static process => process.StartTicks).ThenBy(static process => process.Id),
    ];

    private static HostTerminal Create(ProcessFacts leader, ProcessFacts[] foreground, Dictionary<int, ProcessFacts> processes, AgentProfiles profiles)
    {
        ProcessFacts? program = foreground.FirstOrDefault();
        return new HostTerminal
        {
            Id = IdOf(leader),
            Device = leader.Device!,
            ProcessId = leader.Id,
            StartedAt = leader.StartedAt,
            UserId = leader.UserId,
            User = leader.User,
            Command = Words(leader),
            Foreground = program is null ? [] : Words(program),
            ForegroundProcessId = program?.Id,
            WorkingDirectory = (program ?? leader).WorkingDirectory,
            Parent = TerminalParents.Find(leader, processes),
            ContainerId = leader.ContainerId,
            Agent = ForegroundAgent.Recognize(foreground, profiles)?.Id,
            IsReadingTerminal = foreground.Any(static process => process.IsReadingTerminal),
            IsOurs = IsOurs(leader, processes),
        };
    }

    private static string IdOf(ProcessFacts leader) => string.Create(CultureInfo.InvariantCulture,
        $"{string.Concat(leader.Device!.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'))}-{leader.Id}-{leader.StartTicks}");

    private static IReadOnlyList<string> Words(ProcessFacts process) => process.Arguments.Count > 0 ? process.Arguments : [process.Name];

    private static bool IsOurs(ProcessFacts leader, Dictionary<int, ProcessFacts> processes)
    {
        var seen = new HashSet<int>();
        for (ProcessFacts? at = leader; at is not null && seen.Add(at.Id); at = processes.GetValueOrDefault(at.Parent))
        {
            if (at.IsOurs)
                return true;
        }

        return false;
    }
}
