using PromptWatcher.Detection;

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

    private static void Play(Session session, RecordingEvent entry)
    {
        switch (entry.Code)
        {
            case 'o':
                session.Output(entry.Data);
                break;
            case 'i':
                session.Type(entry.Data);
                break;
            case 'r' when PromptWatcher.Environments.TerminalSize.TryParse(entry.Data, out var size):
                session.Resize(size);
                break;
            case 'm' when entry.Data.StartsWith("exit", StringComparison.Ordinal):
                session.Exit();
                break;
        }
    }
}
