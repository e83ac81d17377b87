using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>An answer that a prompt offers.</summary>
/// <param name="Label">The answer's text as the screen shows it, without its number or marker.</param>
/// <param name="IsSelected">The cursor of the list stands on it.</param>
/// <param name="KeyNames">
/// The keys that choose it from where the prompt's cursor stands now, in the notation of <see cref="TerminalKeys"/>: <c>"2"</c>,
/// <c>"Down Enter"</c>, <c>"Esc"</c>. Empty when no key is known to.
/// </param>
/// <param name="Keys">The same keys as bytes, in the encoding that the terminal's modes call for.</param>
public sealed record PromptOption(string Label, bool IsSelected, string KeyNames, ReadOnlyMemory<byte> Keys)
{
    /// <summary>Choosing it opens a field for a text of the person's own.</summary>
    public bool IsFreeText { get; init; }

    /// <summary>Whether its box is checked; <see langword="null"/> when it has none, or only its colour tells.</summary>
    public bool? IsChecked { get; init; }

    /// <summary>It is the text field itself, with the cursor in it.</summary>
    internal bool IsField { get; init; }

    /// <summary>Compares what a person would see; <see cref="Keys"/> follows from <see cref="KeyNames"/>.</summary>
    public bool Equals(PromptOption? other) =>
        other is not null && Label == other.Label && IsSelected == other.IsSelected && KeyNames == other.KeyNames
        && IsFreeText == other.IsFreeText && IsChecked == other.IsChecked && IsField == other.IsField;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Label, IsSelected, KeyNames);
}
