namespace PromptWatcher.Detection;

/// <summary>What shows that a program is ready at its own prompt, from the weakest to the strongest.</summary>
internal enum IdleProof
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A program has drawn the whole screen, with a bar across it, and nothing has moved for a while.</summary>
    Bar,

    /// <summary>A line editor has bracketed paste on, and the cursor stands at the end of the screen.</summary>
    LineEditor,

    /// <summary>A rule says so.</summary>
    Rule,

    /// <summary>A full-screen program shows its cursor, as editors and pagers do.</summary>
    FullScreen,

    /// <summary>The cursor stands behind a prompt such as <c>$</c> or <c>&gt;&gt;&gt;</c>, or where the shell has marked it.</summary>
    Shell,

    /// <summary>An input box is there.</summary>
    InputBox,
}
