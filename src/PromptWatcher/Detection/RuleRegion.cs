namespace PromptWatcher.Detection;

/// <summary>Which text a <see cref="DetectionRule"/> looks at.</summary>
public enum RuleRegion
{
    /// <summary>The terminal's title.</summary>
    Title,

    /// <summary>The lines in which programs say what they do: the last ones above the input box and those below it, else the last ones of all.</summary>
    Status,

    /// <summary>The line that the cursor stands in, up to the cursor.</summary>
    CursorLine,

    /// <summary>The last line with text.</summary>
    LastLine,

    /// <summary>The question of the prompt that the screen's structure shows.</summary>
    Question,

    /// <summary>The labels of that prompt's options, one a line.</summary>
    Options,

    /// <summary>The label of one option: where the rule holds, choosing the option opens a field for a text. Such a rule has no kind.</summary>
    FieldOption,
}
