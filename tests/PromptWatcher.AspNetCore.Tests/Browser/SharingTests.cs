using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static PromptWatcher.AspNetCore.Tests.Browser.ToldSessions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>The page and what the browser, or the application around it, does to it.</summary>
public sealed class SharingTests(Chromium chromium) : PageTest(chromium)
{
    private const string Counted = """
        window.sources = [];
        const Real = window.EventSource;
        window.EventSource = class extends Real {
            constructor(address) {
                super(address);
                sources.push(this);
            }
        };
        """;

    [SkippableFact]
    public async Task Tabs_OfOneBrowser_ShareOneStreamAndPassItOn()
    {
        IPage first = await OpenAsync(before: Counted);
        await Host.RunAsync("sleep 600", "one");
        await Expect(first.Card("one")).ToBeVisibleAsync();
        IPage second = await first.Context.NewPageAsync();
        await second.AddInitScriptAsync(Counted);
        await second.GotoAsync(new Uri(Host.Address, "/promptwatcher/").ToString());
        await Expect(second.Card("one")).ToBeVisibleAsync();

        await first.WaitForFunctionAsync("() => sources.every(source => source.readyState === EventSource.CLOSED)");
        await Host.RunAsync("sleep 600", "two");
        await Expect(first.Card("two")).ToBeVisibleAsync();
        await Expect(second.Card("two")).ToBeVisibleAsync();
        await second.CloseAsync();
        await Host.RunAsync("sleep 600", "three");

        await Expect(first.Card("three")).ToBeVisibleAsync();
    }

    [SkippableTheory]
    [InlineData(401, "", "You are signed out.")]
    [InlineData(429, """{"title":"Too many readers.","detail":"Close a page, or wait."}""", "Too many readers. Close a page, or wait.")]
    public async Task Events_Refused_ThePageSaysWhyAndGoesOnLater(int status, string body, string expected)
    {
        IPage page = await OpenAsync(prepare: page => page.RouteAsync("**/api/events", route => route.FulfillAsync(new RouteFulfillOptions { Status = status, ContentType = "application/problem+json", Body = body })));
        await Expect(page.Locator("#connection")).ToContainTextAsync(expected);
        await Expect(page.Locator("#lost")).ToBeHiddenAsync();

        await page.UnrouteAllAsync();

        await Expect(page.Locator("#connection")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Terminal_ThatCannotBeLoaded_ThePageSaysSoAndOffersAReload()
    {
        await Host.RunAsync("echo there; sleep 600", "s");
        IPage page = await OpenAsync("#s=s", prepare: static page => page.RouteAsync("**/terminal.js", static route => route.AbortAsync()));
        await Expect(page.Locator("#unloaded")).ToContainTextAsync("could not be loaded");

        await page.UnrouteAllAsync();
        await page.Locator("#unloaded").GetByText("Reload the page").ClickAsync();

        await Expect(page.Screen()).ToContainTextAsync("there");
        await Expect(page.Locator("#unloaded")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task SkipLink_WithATerminalOpen_LeavesItOpen()
    {
        await Host.RunAsync("echo there; sleep 600", "s");
        IPage page = await OpenAsync("#s=s");
        await Expect(page.Screen()).ToContainTextAsync("there");

        await page.GetByText("Skip to the queue").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#queue-title")).ToBeFocusedAsync();
        await Expect(page.Screen()).ToContainTextAsync("there");
    }

    [SkippableFact]
    public async Task Storage_ThatIsBlocked_TheThemeCountsUntilThePageIsClosed()
    {
        IPage page = await OpenAsync(before: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });");

        await page.Locator("#theme").ClickAsync();

        await Expect(page.Locator("#theme")).ToHaveTextAsync("Theme: light");
    }

    [SkippableFact]
    public async Task Prompts_ThatComeTogether_AreAnnouncedTogether()
    {
        Dictionary<string, object?> prompt = Asking([Option("Yes")]);
        IPage page = await OpenAsync(before: Told(Session("s", null), Session("t", null)));
        await Expect(page.Card("t")).ToBeVisibleAsync();

        await page.EvaluateAsync("all => all.forEach(session => window.source.dispatchEvent(new MessageEvent('session', { data: session })))", new[] { Json(Session("s", prompt)), Json(Session("t", prompt)) });

        await Expect(page.Locator("#announcer")).ToHaveTextAsync("claude asks: Do you want to proceed? claude asks: Do you want to proceed?");
    }
}
