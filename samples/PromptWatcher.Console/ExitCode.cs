namespace PromptWatcher.Console;

/// <summary>What the command says to the shell. <c>run</c> passes its program's own code on.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int Usage = 2;

    /// <summary>What a shell reports for a program that wrote to a pipe nobody reads: 128 and SIGPIPE.</summary>
    public const int BrokenPipe = 141;
}
