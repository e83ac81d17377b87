using System.IO.Pipelines;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.Console.Running;

/// <summary>The side of <c>run</c> where the user is: a terminal, or pipes. Disposing it leaves everything as it was.</summary>
internal interface IUserSide : IDisposable
{
    /// <summary>The size that the program's terminal begins with.</summary>
    TerminalSize Size { get; }

    /// <summary>The user's terminal answers what the program asks.</summary>
    bool AnswersQueries { get; }

    /// <summary>What tells the program which terminal it has; <see langword="null"/> where the user's terminal does not say.</summary>
    IReadOnlyDictionary<string, string?> Variables { get; }

    /// <summary>The user may go, and the program run on.</summary>
    bool CanLeave { get; }

    /// <summary>The user has gone.</summary>
    bool HasLeft { get; }

    /// <summary>Takes over once the program runs.</summary>
    void Begin(TerminalSession session);

    /// <summary>Copies what the program prints, to its end.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    Task CopyOutputAsync(PipeReader output);

    /// <summary>Types what the user types.</summary>
    Task TypeAsync(TerminalSession session, CancellationToken cancellationToken);

    /// <summary>Shows a change of state where it disturbs nothing.</summary>
    void Show(SessionEvent happened);

    /// <summary>The program has ended, and all of its output is out; without an exit, the user has left it.</summary>
    void End(PtyExit? exit);
}
