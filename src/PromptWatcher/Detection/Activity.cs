namespace PromptWatcher.Detection;

/// <summary>What a program on a terminal is doing.</summary>
public enum Activity
{
    /// <summary>Nothing proves any of the others.</summary>
    Unknown,

    /// <summary>The program has been started and has not shown yet what it does.</summary>
    Starting,

    /// <summary>It computes, or waits for something other than a person.</summary>
    Working,

    /// <summary>It is ready at its own prompt for the next instruction. Never assumed: a prompt or input box must be there and nothing may move.</summary>
    Idle,

    /// <summary>It asks a person something and goes on only after the answer.</summary>
    Awaiting,

    /// <summary>It has ended.</summary>
    Exited,
}
