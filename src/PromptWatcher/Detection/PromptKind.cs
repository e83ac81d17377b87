namespace PromptWatcher.Detection;

/// <summary>What kind of answer a prompt asks for.</summary>
public enum PromptKind
{
    /// <summary>Leave to do something: run a tool, edit a file, trust a folder, carry out a plan.</summary>
    Permission,

    /// <summary>One or more entries of a list.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    Confirmation,

    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A password or token, which is not shown as it is typed.</summary>
    Secret,

    /// <summary>Any key, or one named key, to go on.</summary>
    KeyPress,
}
