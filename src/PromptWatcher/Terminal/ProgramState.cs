namespace PromptWatcher.Terminal;

/// <summary>What a program says it is doing (OSC 7501).</summary>
public enum ProgramState : byte
{
    /// <summary>Nothing, and it is ready.</summary>
    Idle,

    /// <summary>It works.</summary>
    Working,

    /// <summary>It has finished what it was asked for.</summary>
    Done,

    /// <summary>It waits for a person.</summary>
    Blocked,

    /// <summary>It has failed.</summary>
    Error,
}

/// <summary>What a program that is blocked waits for.</summary>
public enum BlockedKind : byte
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>Leave to do something.</summary>
    Permission,

    /// <summary>The answer to a question.</summary>
    Question,

    /// <summary>That somebody signs in.</summary>
    Authentication,
}
