using PromptWatcher.Detection;

namespace PromptWatcher.AspNetCore.Api;

/// <summary>What a program asks. <paramref name="Id"/> and the epoch of the session go into the answer, so that it never reaches another prompt.</summary>
internal sealed record PromptView(
    long Id, PromptKind Kind, string Question, string? Subject, IReadOnlyList<OptionView> Options, bool TakesText, bool IsSecret, bool IsMultiSelect)
{
    internal static PromptView? Of(Prompt? prompt) => prompt is null ? null : new PromptView(
        prompt.Id,
        prompt.Kind,
        prompt.Question,
        prompt.Subject,
        [.. prompt.Options.Select(static option => new OptionView(option.Label, option.IsSelected, option.IsChecked, option.IsFreeText))],
        prompt.Options.Count == 0 && prompt.Kind != PromptKind.KeyPress,
        prompt.Kind == PromptKind.Secret,
        prompt.IsMultiSelect);
}

/// <summary>An answer that a prompt offers.</summary>
internal sealed record OptionView(string Label, bool IsSelected, bool? IsChecked, bool TakesText);
