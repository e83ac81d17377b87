namespace PromptWatcher.Terminal;

public sealed partial class Screen
{
    /// <summary>What the programs say about themselves (OSC 7501), as far as they do.</summary>
    public ProgramStatusTable ProgramStatus { get; } = new();

    /// <summary>The answer to a query is the query: it says that reports are read.</summary>
    private void ReportStatusOf(scoped ReadOnlySpan<byte> payload)
    {
        if (payload.SequenceEqual("?"u8))
            Replies.Add("\e]7501;?\e\\"u8);
        else
            ProgramStatus.Report(payload);
    }
}
