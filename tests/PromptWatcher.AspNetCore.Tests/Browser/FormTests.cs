using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

public sealed class FormTests(Chromium chromium) : PageTest(chromium)
{
    [SkippableTheory]
    [InlineData("Command", "no-such-program-at-all", "no-such-program-at-all")]
    [InlineData("Agent", "no-such-agent", "There is no agent 'no-such-agent'")]
    [InlineData("Project", "no-such-project", "'no-such-project'")]
    [InlineData("Directory", "/no/such/folder", "/no/such/folder")]
    public async Task Form_ValueThatCannotBe_ErrorStandsBesideItsField(string label, string value, string expected)
    {
        IPage page = await OpenAsync();
        await page.Button("New session").ClickAsync();
        await page.GetByLabel("Command").FillAsync("sleep 60");
        await page.GetByLabel(label).FillAsync(value);

        await page.Button("Start").ClickAsync();

        await Expect(page.Locator($"[data-error={label.ToLowerInvariant()}]")).ToContainTextAsync(expected);
        await Expect(page.GetByLabel(label)).ToBeFocusedAsync();
    }

    [SkippableTheory]
    [InlineData("sh -c 'echo \"a b\"'", "a b")]
    [InlineData("printf '<%s>' one\\ two \"it's\"", "<one two><it's>")]
    [InlineData("printf '<%s>' '' \"\\\"q\\\"\" $HOME", "<><\"q\"><$HOME>")]
    public async Task Form_CommandLine_IsSplitAsWordsAndMeansNothingMore(string line, string expected)
    {
        IPage page = await OpenAsync();
        await page.Button("New session").ClickAsync();
        await page.GetByLabel("Command").FillAsync(line);
        await page.Button("Start").ClickAsync();
        await page.GetByText("Open terminal").ClickAsync();

        await Expect(page.Screen()).ToContainTextAsync(expected);
    }
}
