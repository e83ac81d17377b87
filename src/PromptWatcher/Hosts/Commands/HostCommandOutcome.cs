namespace PromptWatcher.Hosts.Commands;

/// <summary>What became of a command on the host.</summary>
public enum HostCommandOutcome
{
    /// <summary>It ran to its end.</summary>
    Ran,

    /// <summary>It was asked of a program that runs on, as a client of tmux in control mode.</summary>
    Asked,

    /// <summary>It was not among those that may run, and did not.</summary>
    Refused,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It took too long, printed too much or was not wanted any more, and was ended.</summary>
    Ended,
}
