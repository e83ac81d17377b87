namespace PromptWatcher.Detection.Profiles;

/// <summary>What a JSON value of a profile may be.</summary>
internal abstract record Shape(string Noun)
{
    /// <summary>A text of a limited length; a regular expression is checked as one later.</summary>
    internal sealed record Text(int MaxLength, string? Pattern = null) : Shape("a text");

    /// <summary>One of the names of an enumeration.</summary>
    internal sealed record Choice(params string[] Names) : Shape("one of " + string.Join(", ", Names));

    /// <summary>A whole number of 32 bits.</summary>
    internal sealed record Number() : Shape("a whole number");

    /// <summary>True or false.</summary>
    internal sealed record Flag() : Shape("true or false");

    /// <summary>A list of limited length.</summary>
    internal sealed record List(Shape Item, int MaxCount) : Shape("a list");

    /// <summary>An object; by a function, as a condition holds conditions.</summary>
    internal sealed record Object(Func<ObjectShape> Members) : Shape("an object");
}
