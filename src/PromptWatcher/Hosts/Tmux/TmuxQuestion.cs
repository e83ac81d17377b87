using PromptWatcher.Hosts.Captures;

namespace PromptWatcher.Hosts.Tmux;

/// <summary>What a client in control mode was asked: one line of commands, each of which is answered, until one fails.</summary>
/// <param name="commands">How many commands the line has.</param>
/// <param name="take">Is given the answers; null when one was an error.</param>
internal sealed class TmuxQuestion(int commands, Action<IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>>?> take)
{
    private readonly List<IReadOnlyList<ReadOnlyMemory<byte>>> _answers = [];
    private bool _isPicture;

    internal bool IsAnswered { get; private set; }

    /// <summary>The three commands of a picture: the state, the rows, and what came of an unfinished sequence.</summary>
    internal static TmuxQuestion ForPicture(Action<TerminalPicture?> take)
    {
        const int commands = 3;
        return new TmuxQuestion(commands, answers => take(
            answers is [[var state, ..], var rows, var unfinished] && TmuxPicture.ReadState(state.Span) is { } read ? TmuxPicture.With(read, rows, unfinished) : null)) { _isPicture = true };
    }

    /// <summary>Takes the next answer.</summary>
    /// <returns>The lines that the answer after it has at least.</returns>
    internal int Take(bool isError, IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        _answers.Add(lines);
        IsAnswered = isError || _answers.Count == commands;
        if (IsAnswered)
            take(isError ? null : _answers);
        return !IsAnswered && _isPicture && _answers.Count == 1 && lines is [var state, ..] ? TmuxPicture.ReadState(state.Span)?.Size.Rows ?? 0 : 0;
    }
}
