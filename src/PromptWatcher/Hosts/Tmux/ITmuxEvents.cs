namespace PromptWatcher.Hosts.Tmux;

/// <summary>What a tmux server tells a client in control mode.</summary>
internal interface ITmuxEvents
{
    /// <summary>A pane's program printed.</summary>
    /// <param name="pane">The pane's number, without its <c>%</c>.</param>
    /// <param name="output">The raw bytes, valid during the call.</param>
    void OnOutput(int pane, ReadOnlySpan<byte> output);

    /// <summary>A command that this client sent has been answered; answers come in the order of the commands.</summary>
    /// <returns>The lines that the next answer has at least: what looks like its end before that is a part of it.</returns>
    int OnReply(bool isError, IReadOnlyList<ReadOnlyMemory<byte>> lines);

    /// <summary>Windows or panes came, went, moved or got another size.</summary>
    void OnChange();

    /// <summary>The server has sent this client away, or ends.</summary>
    void OnExit();
}
