namespace PromptWatcher.Terminal;

/// <summary>Which part of a command line a shell marks (OSC 133 and OSC 633).</summary>
public enum ShellMarkKind : byte
{
    /// <summary>No mark has come.</summary>
    None,

    /// <summary>The prompt begins (A).</summary>
    PromptStart,

    /// <summary>The prompt is written; what follows is typed (B).</summary>
    CommandStart,

    /// <summary>The command runs (C).</summary>
    Executing,

    /// <summary>The command has ended (D).</summary>
    Finished,
}

/// <summary>A shell's mark. Any program can print one: take it as evidence, not as proof.</summary>
/// <param name="Kind">What it marks.</param>
/// <param name="Row">The row where the cursor stood, from 0; below 0 when that line has scrolled off.</param>
/// <param name="Column">The column where the cursor stood, from 0.</param>
/// <param name="ExitCode">With <see cref="ShellMarkKind.Finished"/>: the command's exit code, when the shell gave it.</param>
public readonly record struct ShellMark(ShellMarkKind Kind, int Row, int Column, int? ExitCode);
