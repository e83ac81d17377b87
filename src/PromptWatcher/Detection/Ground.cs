namespace PromptWatcher.Detection;

/// <summary>Why a state was decided.</summary>
internal enum Ground
{
    /// <summary>The program has only begun.</summary>
    Start,

    /// <summary>A question stands on the screen.</summary>
    Question,

    /// <summary>A <see cref="WorkSign"/>.</summary>
    Work,

    /// <summary>A message that was sent still stands in the input box.</summary>
    NotTaken,

    /// <summary>A message that was sent has left the input box, and nobody is seen to work on it yet.</summary>
    Taken,

    /// <summary>A message was sent, and the program has begun to write.</summary>
    Sent,

    /// <summary>The program's own prompt is there, and nothing moves.</summary>
    Rest,

    /// <summary>The user opened a panel over the program's own prompt.</summary>
    Overlay,

    /// <summary>The question is gone.</summary>
    QuestionGone,

    /// <summary>Enter was typed, and the program's own prompt is gone.</summary>
    Entered,

    /// <summary>The program's own prompt is gone for a while, and nobody typed.</summary>
    PromptGone,

    /// <summary>The program has printed something, and no prompt of its own.</summary>
    Started,

    /// <summary>Nothing proves another state than the last one.</summary>
    Kept,

    /// <summary>What the screen shows could not be read.</summary>
    Failure,

    /// <summary>The program has ended.</summary>
    Exit,
}
