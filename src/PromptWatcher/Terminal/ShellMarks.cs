namespace PromptWatcher.Terminal;

/// <summary>Which marks of a shell (OSC 133 or 633) came while the cursor stood in a row.</summary>
[Flags]
public enum ShellMarks : byte
{
    /// <summary>No mark came here.</summary>
    None = 0,

    /// <summary>A prompt begins in this row.</summary>
    PromptStart = 1 << 0,

    /// <summary>What is typed begins in this row.</summary>
    CommandStart = 1 << 1,

    /// <summary>A command's output begins in this row.</summary>
    Executing = 1 << 2,

    /// <summary>A command ended in this row.</summary>
    Finished = 1 << 3,
}
