using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static PromptWatcher.AspNetCore.Tests.Browser.ToldSessions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>No answer reaches a prompt for which it was not meant.</summary>
public sealed class SafetyTests(Chromium chromium) : PageTest(chromium)
{
    private static readonly Dictionary<string, object?> Prompt = Asking([Option("Yes"), Option("No, because", takesText: true)]);

    private readonly ConcurrentQueue<string> _answers = new();

    [SkippableFact]
    public async Task Run_OtherWithTheSamePromptNumber_GetsNeitherTheClickNorTheTextThatWasBegun()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Prompt)), prepare: CollectAsync);
        await page.Card("s").SettledAsync();
        await page.Card("s").Locator(".option").Last.ClickAsync();
        await page.Keyboard.TypeAsync("half");

        await page.EvaluateAsync("""
            session => {
                window.source.dispatchEvent(new MessageEvent('session', { data: session }));
                document.querySelector('.card .option').click();
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
            }
            """, Json(Session("s", Prompt, epoch: "run-2")));
        Assert.Equal("", await page.Card("s").Locator(".answer-status").TextContentAsync());
        await Expect(page.Card("s").Locator("input")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("1");
        await page.Card("s").Locator(".option").First.ClickAsync();

        await Expect(page.Card("s").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");
        Assert.Equal(["""s: {"epoch":"run-2","prompt":7,"option":"Yes","index":0}"""], _answers);
    }

    [SkippableFact]
    public async Task Key_HeldDownWhileTheFocusGoesOn_AnswersOnce()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Prompt), Session("t", Prompt)), prepare: CollectAsync);
        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();

        await page.Keyboard.DownAsync("1");
        await Expect(page.Card("s").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");
        await page.TellAsync(Session("s", null));
        await Expect(page.Card("t")).ToBeFocusedAsync();
        await page.Card("t").SettledAsync();
        await page.Keyboard.DownAsync("1");

        Assert.Equal("", await page.Card("t").Locator(".answer-status").TextContentAsync());
        await page.Keyboard.UpAsync("1");
        await page.Keyboard.PressAsync("1");
        await Expect(page.Card("t").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");
    }

    [SkippableFact]
    public async Task Focus_ThatJumpsByItself_TheNextKeyDoesNotAnswer()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Prompt), Session("t", Prompt), Session("u", Prompt)), prepare: CollectAsync);
        await page.Card("u").FocusAsync();
        await page.Card("u").SettledAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.Card("u").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");

        string focused = await page.EvaluateAsync<string>("""
            session => {
                window.source.dispatchEvent(new MessageEvent('session', { data: session }));
                document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '1', bubbles: true }));
                return document.activeElement.dataset.session;
            }
            """, Json(Session("u", null)));

        Assert.Equal("t", focused);
        Assert.Equal("", await page.Card("t").Locator(".answer-status").TextContentAsync());
    }

    [SkippableFact]
    public async Task Digit_WithTheFocusInNoCard_AnswersNothing()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Prompt)), prepare: CollectAsync);
        await page.Card("s").SettledAsync();

        await page.Keyboard.PressAsync("1");
        await page.Button("Tiles").FocusAsync();
        await page.Keyboard.PressAsync("1");

        Assert.Equal("", await page.Card("s").Locator(".answer-status").TextContentAsync());
    }

    [SkippableFact]
    public async Task Server_Away_NothingCanBeAnsweredAndTheCardSaysSo()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Prompt)), prepare: CollectAsync);
        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();

        await page.EvaluateAsync("() => window.source.dispatchEvent(new Event('error'))");
        await Expect(page.Card("s").Locator(".answer-status")).ToContainTextAsync("nothing can be answered now");
        await Expect(page.Card("s").Locator(".option").First).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("1");
        await page.EvaluateAsync("() => window.source.dispatchEvent(new Event('open'))");

        await Expect(page.Card("s").Locator(".option").First).ToBeEnabledAsync();
        Assert.Equal("", await page.Card("s").Locator(".answer-status").TextContentAsync());
        await page.Keyboard.PressAsync("1");
        await Expect(page.Card("s").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");
        Assert.Single(_answers);
    }

    private async Task CollectAsync(IPage page) => await page.RouteAsync("**/answer", route =>
    {
        string id = route.Request.Url.Split('/')[^2];
        _answers.Enqueue($"{id}: {route.Request.PostData}");
        return route.FulfillAsync(new RouteFulfillOptions { Status = 204 });
    });
}
