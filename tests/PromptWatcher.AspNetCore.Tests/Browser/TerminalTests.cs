using Microsoft.Playwright;
using PromptWatcher.Sessions;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

[Collection(nameof(NeedsOtherBrowser))]
public sealed class TerminalTests(Chromium chromium) : PageTest(chromium)
{
    [SkippableFact]
    public async Task Terminal_TwoBrowsers_SeeTheSameAndTakeControlFromOneAnother()
    {
        TerminalSession session = await Host.RunAsync("PS1='$ ' exec sh -i", "shared");
        IPage first = await OpenAsync("#s=shared");
        IPage second = await OpenAsync("#s=shared", options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 600 } });
        await Expect(first.Locator("#holder")).ToHaveTextAsync("You are watching.");

        await first.Button("Take control").ClickAsync();
        await Expect(first.Button("Release")).ToBeVisibleAsync();
        await Expect(second.Locator("#holder")).ToContainTextAsync("Somebody else has control");
        await first.Keyboard.TypeAsync("echo from-$((40+2))\n");
        await Expect(first.Screen()).ToContainTextAsync("from-42");
        await Expect(second.Screen()).ToContainTextAsync("from-42");
        int columns = session.Size.Columns;

        await second.Button("Take control").ClickAsync();
        await Expect(first.Locator("#note")).ToHaveTextAsync("Somebody else has taken control.");
        await Waiting.UntilAsync(() => session.Size.Columns < columns);
        await first.Locator(".xterm-screen").ClickAsync();
        await first.Keyboard.TypeAsync("echo lost\n");
        await second.Locator(".xterm-screen").ClickAsync();
        await second.Keyboard.TypeAsync("echo from-$((50+1))\n");

        await Expect(first.Screen()).ToContainTextAsync("from-51");
        await Expect(second.Screen()).ToContainTextAsync("from-51");
        Assert.DoesNotContain(session.Snapshot().Lines, static line => line.Contains("lost", StringComparison.Ordinal));
        Assert.Equal(await first.Screen().Locator("> div").AllTextContentsAsync(), await second.Screen().Locator("> div").AllTextContentsAsync());
    }

    [SkippableFact]
    public async Task Reload_RestoresScreenAndScrollback()
    {
        TerminalSession session = await Host.RunAsync("seq -f 'line-%g' 1 200; printf '\\033[1;31mred end\\033[m'; sleep 600", "long");
        await session.WaitUntilShownAsync("red end");
        IPage page = await OpenAsync("#s=long");
        await Expect(page.Screen()).ToContainTextAsync("red end");

        await page.ReloadAsync();
        await Expect(page.Screen()).ToContainTextAsync("red end");

        Assert.Equal([.. Enumerable.Range(1, 200).Select(static number => $"line-{number}"), "red end"], await page.ReadAllAsync());
    }

    [SkippableFact]
    public async Task Terminal_ScreenReader_ReadsTheRows()
    {
        await Host.RunAsync("echo a row to read; sleep 600", "read");
        IPage page = await OpenAsync("#s=read");
        await Expect(page.Screen()).ToContainTextAsync("a row to read");

        await page.Button("Screen reader").ClickAsync();

        await Expect(page.Locator("#screen").GetByRole(AriaRole.Listitem).First).ToContainTextAsync("a row to read");
    }

    [SkippableFact]
    public async Task Terminal_ProgramEnds_CodeIsShownAndNobodyConnectsAgain()
    {
        TerminalSession session = await Host.RunAsync("echo ready; read go; exit 7", "ends");
        IPage page = await OpenAsync("#s=ends");
        await Expect(page.Screen()).ToContainTextAsync("ready");
        int tickets = 0;
        page.Request += (_, request) => tickets += request.Url.EndsWith("/tickets", StringComparison.Ordinal) ? 1 : 0;
        await page.Clock.InstallAsync();

        await session.TypeAsync("\n"u8.ToArray());

        await Expect(page.Locator("#note")).ToHaveTextAsync("The program ended with code 7.");
        await Expect(page.Locator("#holder")).ToHaveTextAsync("Ended.");
        await Expect(page.Card("ends")).ToContainTextAsync("ended with code 7");
        await page.Clock.RunForAsync(60_000);
        Assert.Equal(0, tickets);

        await page.Button("Forget").ClickAsync();
        await Expect(page.Card("ends")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Terminal_ProgramAsksTheTerminal_ThePageAddsNoAnswerToTheServers()
    {
        const string Asks = "echo ready; read go; stty -icanon -echo min 0 time 20; "
            + "printf '\\033[c\\033[>c\\033[5n\\033[6n\\033[?6n\\033[>q\\033[?u\\033[?25$p\\033]10;?\\007\\033]11;?\\007\\033]4;1;?\\007\\033P$qm\\033\\\\'; "
            + "count=$(cat | wc -c); stty sane; echo \"got $count bytes\"; sleep 600";
        TerminalSession unseen = await Host.RunAsync(Asks, "unseen");
        TerminalSession seen = await Host.RunAsync(Asks, "seen");
        IPage page = await OpenAsync("#s=seen");
        await page.Button("Take control").ClickAsync();
        await Expect(page.Button("Release")).ToBeVisibleAsync();

        await unseen.TypeAsync("\n"u8.ToArray());
        await page.Keyboard.TypeAsync("\n");

        await unseen.WaitUntilShownAsync("got ");
        await seen.WaitUntilShownAsync("got ");
        Assert.Equal(Got(unseen), Got(seen));

        static string Got(TerminalSession session) => session.Snapshot().Lines.Single(static line => line.StartsWith("got ", StringComparison.Ordinal));
    }
}
