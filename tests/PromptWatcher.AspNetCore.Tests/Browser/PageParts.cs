using Microsoft.Playwright;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>The page's parts, as a person would find them.</summary>
internal static class PageParts
{
    internal static ILocator Card(this IPage page, string sessionId) => page.Locator($".card[data-session='{sessionId}']");

    internal static ILocator Waiting(this IPage page) => page.GetByRole(AriaRole.Region, new() { Name = "Waiting for you" });

    internal static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Waits until a card takes answers: one whose question is new takes none for a moment.</summary>
    internal static Task SettledAsync(this ILocator card) => Assertions.Expect(card.Locator(".ask :is(button, input)").First).ToBeEnabledAsync();

    /// <summary>The rows of the terminal that are in view.</summary>
    internal static ILocator Screen(this IPage page) => page.Locator("#screen .xterm-rows");

    /// <summary>Everything that the terminal holds, from its first line on; goes through it page by page as a person would.</summary>
    internal static async Task<IReadOnlyList<string>> ReadAllAsync(this IPage page)
    {
        await page.Locator("#screen textarea").FocusAsync();
        await TurnAsync(page, "Shift+PageUp");
        return await TurnAsync(page, "Shift+PageDown");
    }

    /// <summary>Turns pages until nothing changes; the rows that were seen, each once.</summary>
    private static async Task<IReadOnlyList<string>> TurnAsync(IPage page, string key)
    {
        var seen = new List<string>();
        while (true)
        {
            string[] fresh = [.. (await page.Screen().Locator("> div").AllTextContentsAsync()).Select(static row => row.TrimEnd()).Where(row => row.Length > 0 && !seen.Contains(row))];
            if (fresh.Length == 0)
                return seen;
            seen.AddRange(fresh);
            await page.Keyboard.PressAsync(key);

            // Rows are drawn in the next frames.
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))");
        }
    }
}
