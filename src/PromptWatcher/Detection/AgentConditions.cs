namespace PromptWatcher.Detection;

/// <summary>What holds beside the state: a program may be idle and have a limit reached, or ask something while work goes on behind it.</summary>
[Flags]
public enum AgentConditions
{
    /// <summary>Nothing of the others.</summary>
    None = 0,

    /// <summary>Work goes on in the background: shells, tasks or helpers that do not keep the program from taking the next instruction.</summary>
    BackgroundWork = 1,

    /// <summary>A limit of use, of cost or of the context is reached.</summary>
    LimitReached = 2,

    /// <summary>The program is signed out or its key is refused.</summary>
    SignInNeeded = 4,

    /// <summary>The service behind the program fails or cannot be reached.</summary>
    ServiceError = 8,
}
