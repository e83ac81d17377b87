using System.Numerics;
using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>The states that were reached: pairs of small facts about a screen, as in "wrap pending" with "a left margin".</summary>
internal sealed class FuzzFeatures
{
    private const int ValuesOfAFact = 64, Modes = 30;

    private readonly HashSet<int> _pairs = [];

    /// <summary>How many different pairs were seen.</summary>
    public int Count => _pairs.Count;

    /// <summary>Takes note of a screen; true when it shows a pair for the first time.</summary>
    public bool Add(Screen screen)
    {
        Span<int> facts = [.. Facts(screen)];
        bool isNew = false;
        for (int i = 0; i < facts.Length; i++)
            facts[i] = i * ValuesOfAFact + Math.Min(facts[i], ValuesOfAFact - 1);
        for (int i = 0; i < facts.Length; i++)
        {
            for (int j = i + 1; j < facts.Length; j++)
                isNew |= _pairs.Add(facts[i] << 16 | facts[j]);
        }

        return isNew;
    }

    private static IEnumerable<int> Facts(Screen screen)
    {
        (int columns, int rows) = screen.Size;
        (int top, int bottom) = screen.Margins;
        yield return Place(screen.CursorColumn, columns);
        yield return Place(screen.CursorRow, rows);
        yield return screen.CursorRow < top ? 0 : screen.CursorRow == top ? 1 : screen.CursorRow < bottom ? 2 : screen.CursorRow == bottom ? 3 : 4;
        yield return (top > 0 ? 1 : 0) + (bottom < rows - 1 ? 2 : 0) + (top == bottom ? 4 : 0);
        yield return screen.IsWrapPending ? 1 : 0;
        yield return screen.IsAlternate ? 1 : 0;
        yield return screen.Charsets;
        yield return (screen.SideMargins.Left > 0 ? 1 : 0) + (screen.SideMargins.Right < columns - 1 ? 2 : 0) + (screen.CursorColumn < screen.SideMargins.Left ? 4 : 0) + (screen.CursorColumn > screen.SideMargins.Right ? 8 : 0);
        yield return screen.IsGuarded ? 1 : 0;
        yield return screen.ActiveSet + 4 * (screen.SingleSet & 3);
        yield return screen.TitleStack.Length;
        yield return screen.KeyboardOn(screen.IsAlternate).Length;
        yield return screen.CursorShape;
        yield return (int)screen.Progress.Kind;
        yield return BitOperations.Log2((uint)screen.ScrollbackCount + 1);
        yield return BitOperations.Log2((uint)screen.Replies.Pending.Length + 1);
        yield return (screen.IsRowWrapped(screen.CursorRow) ? 1 : 0) + (screen.RowText(screen.CursorRow).Contains(Screen.WideTail) ? 2 : 0)
            + (screen.RowText(screen.CursorRow).Contains(Screen.ClusterCell) ? 4 : 0) + (screen.RowLength(screen.CursorRow) == columns ? 8 : 0);
        yield return (screen.Pen.Foreground == default ? 0 : 1) + (screen.Pen.Background == default ? 0 : 2) + 4 * BitOperations.PopCount((uint)screen.Pen.Attributes);
        for (int mode = 0; mode < Modes; mode++)
            yield return (int)screen.Modes >> mode & 1;
    }

    private static int Place(int at, int of) => of == 1 ? 0 : at == 0 ? 1 : at == of - 1 ? 2 : 3;
}
