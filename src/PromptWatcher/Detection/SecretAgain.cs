using System.Text.RegularExpressions;

namespace PromptWatcher.Detection;

/// <summary>Recognises the question that asks for a secret a second time, to be sure, below the first one whose answer was not shown.</summary>
internal static partial class SecretAgain
{
    /// <summary>Whether a question in a row is such a one.</summary>
    public static bool Is(Frame frame, int row, string question, RuleSet rules) =>
        frame.IsText(row - 1) && frame[row - 1].Content[^1] is ':' or '：' && Words().IsMatch(question)
        && rules.Classify(PromptKind.Text, frame[row - 1].Content.ToString(), []).Kind == PromptKind.Secret;

    [GeneratedRegex("(?i)\\b(again|repeat|re-?type|re-?enter|confirm|verify|wiederhol|bestätig|erneut|nochmal|noch einmal|répét|confirmez|encore|repita|repetir|confirme|de nuevo|ripet|conferm|repita|herhaal|bevestig|повтор|подтверд|ещё раз|powtórz|potwierdź)|再|もう一度|確認|确认|다시|확인", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
