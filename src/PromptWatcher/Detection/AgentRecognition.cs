namespace PromptWatcher.Detection;

/// <summary>How a program is recognised when the command line does not tell. It counts only beside an input box or in full screen.</summary>
public sealed class AgentRecognition
{
    /// <summary>Regular expressions one of which the terminal's title matches.</summary>
    public IReadOnlyList<string> Title { get; set; } = [];

    /// <summary>Regular expressions one of which a line of the screen matches.</summary>
    public IReadOnlyList<string> Screen { get; set; } = [];
}
