using System.Text;
using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Detection;

/// <summary>Plays recordings through the detector in recorded time.</summary>
internal static class RecordingReplay
{
    /// <summary>The states with the times at which they began.</summary>
    public static IReadOnlyList<(TimeSpan At, AgentState State)> States(Recording recording, AgentProfile? profile)
    {
        var session = new Session(profile, recording.Size.Columns, recording.Size.Rows);
        foreach (RecordingEvent entry in recording.Events)
        {
            session.WaitUntil(entry.Time);
            Play(session, entry);
        }

        return session.States;
    }

    /// <summary>The programs that are recognised while a recording plays.</summary>
    public static IReadOnlySet<string> Agents(Recording recording)
    {
        var session = new Session(null, recording.Size.Columns, recording.Size.Rows);
        var agents = new HashSet<string>();
        foreach (RecordingEvent entry in recording.Events)
        {
            session.WaitUntil(entry.Time);
            Play(session, entry);
            if (session.Detector.Profile is { } profile)
                agents.Add(profile.Id);
        }

        return agents;
    }

    /// <summary>Draws an event without a detector.</summary>
    public static void Draw(Screen screen, RecordingEvent entry)
    {
        if (entry.Code == 'o')
            screen.Write(Encoding.UTF8.GetBytes(entry.Data));
        else if (entry.Code == 'r' && TerminalSize.TryParse(entry.Data, out TerminalSize size))
            screen.Resize(size);
    }

    /// <summary>Gives an event to a session.</summary>
    public static void Play(Session session, RecordingEvent entry)
    {
        switch (entry.Code)
        {
            case 'o':
                session.Output(entry.Data);
                break;
            case 'i':
                session.Type(entry.Data);
                break;
            case 'r' when TerminalSize.TryParse(entry.Data, out TerminalSize size):
                session.Resize(size);
                break;
            case 'm' when entry.Data.StartsWith("exit", StringComparison.Ordinal):
                session.Exit();
                break;
        }
    }
}
