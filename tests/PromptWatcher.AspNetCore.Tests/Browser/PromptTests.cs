using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static PromptWatcher.AspNetCore.Tests.Browser.ToldSessions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>Prompts of every shape, as the server would tell of them, and what the page sends for an answer.</summary>
public sealed class PromptTests(Chromium chromium) : PageTest(chromium)
{
    [SkippableFact]
    public async Task Prompt_WithBoxes_SendsWhatIsCheckedTogether()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Asking([Option("Tests", isChecked: true), Option("Docs", isChecked: false), Option("Skip all")], isMultiSelect: true))));
        Task<JsonElement> sent = AnswerAsync(page);

        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByLabel("Docs")).ToBeCheckedAsync();
        await page.Button("Send what is checked").ClickAsync();

        Assert.Equal("""{"epoch":"run-1","prompt":7,"options":["Tests","Docs"]}""", (await sent).GetRawText());
    }

    [SkippableFact]
    public async Task Prompt_OptionBesideBoxes_IsAnAnswerOfItsOwn()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Asking([Option("Tests", isChecked: true), Option("Skip all")], isMultiSelect: true))));
        Task<JsonElement> sent = AnswerAsync(page);

        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();
        await page.Keyboard.PressAsync("2");

        Assert.Equal("""{"epoch":"run-1","prompt":7,"option":"Skip all","index":1}""", (await sent).GetRawText());
    }

    [SkippableFact]
    public async Task Prompt_OptionThatTakesText_AsksForItFirst()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Asking([Option("Yes"), Option("No, and tell it why", takesText: true)]))));
        Task<JsonElement> sent = AnswerAsync(page);

        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();
        await page.Keyboard.PressAsync("2");
        await page.Keyboard.TypeAsync("use 2 spaces");
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal("""{"epoch":"run-1","prompt":7,"option":"No, and tell it why","index":1,"text":"use 2 spaces"}""", (await sent).GetRawText());
    }

    [SkippableFact]
    public async Task Prompt_AgentsPermission_ShowsWhatItIsAbout()
    {
        object session = Session("s", Asking([Option("Yes", isSelected: true), Option("Yes, and don't ask again for npm"), Option("No, and tell Claude what to do differently", takesText: true)]));
        IPage page = await OpenAsync(before: Told(session));

        await Expect(page.Card("s").Locator(".subject")).ToHaveTextAsync("npm install left-pad");
        await Expect(page.Card("s").Locator(".option.is-selected")).ToContainTextAsync("Yes");
        await Expect(page.Card("s").Locator(".facts")).ToContainTextAsync("shop");
    }

    [SkippableFact]
    public async Task Session_ThatCanOnlyBeWatched_OffersNoAnswer()
    {
        await Host.RunAsync("sleep 600", "s");
        IPage page = await OpenAsync("#s=s", before: Told(Session("s", Asking([Option("Yes"), Option("No")]), isReadOnly: true)));

        await Expect(page.Card("s")).ToContainTextAsync("watch only");
        await Expect(page.Card("s").Locator(".option")).ToHaveCountAsync(0);
        await Expect(page.Locator("#holder")).ToHaveTextAsync("This terminal can only be watched.");
        await Expect(page.Button("Take control")).ToBeHiddenAsync();
        await Expect(page.Button("End")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Answer_CardMovesUpUnderThePointer_TheSecondClickDoesNotReachIt()
    {
        Dictionary<string, object?> prompt = Asking([Option("Yes"), Option("No")]);
        IPage page = await OpenAsync(before: Told(Session("first", prompt), Session("s", prompt)));
        await Expect(page.Waiting().Locator(".card")).ToHaveCountAsync(2);
        Task<JsonElement> sent = AnswerAsync(page);

        await page.EvaluateAsync("""
            () => {
                window.source.dispatchEvent(new MessageEvent('removed', { data: JSON.stringify({ id: 'first' }) }));
                document.querySelectorAll('.card[data-session=s] .option')[0].click();
            }
            """);
        await page.Card("s").Locator(".option").Last.ClickAsync();

        Assert.Equal("No", (await sent).GetProperty("option").GetString());
    }

    [SkippableFact]
    public async Task Answer_ByKey_GoesOnToTheNextThatWaits()
    {
        Dictionary<string, object?> prompt = Asking([Option("Yes"), Option("No")]);
        IPage page = await OpenAsync(before: Told(Session("s", prompt), Session("t", prompt), Session("u", prompt)));
        await Expect(page.Waiting().Locator(".card")).ToHaveCountAsync(3);
        Task<JsonElement> sent = AnswerAsync(page);

        await page.Card("s").FocusAsync();
        await page.Card("s").SettledAsync();
        await page.Keyboard.PressAsync("1");
        await sent;
        await Expect(page.Card("s").Locator(".answer-status")).ToHaveTextAsync("Answered: Yes");
        await page.TellAsync(Session("s", null));

        await Expect(page.Card("t")).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Answer_HalfTyped_StaysWhenTheSelectionMoves()
    {
        IPage page = await OpenAsync(before: Told(Session("s", Asking([Option("Yes", isSelected: true), Option("No, because", takesText: true)]))));
        await page.Card("s").Locator(".option").Last.ClickAsync();
        await page.Keyboard.TypeAsync("half");

        object moved = Session("s", Asking([Option("Yes"), Option("No, because", isSelected: true, takesText: true)]));
        await page.TellAsync(moved);
        await page.Keyboard.TypeAsync(" and half");

        await Expect(page.Card("s").Locator("input")).ToHaveValueAsync("half and half");
    }

    [SkippableFact]
    public async Task Session_ThatWasLost_SaysWhy()
    {
        IPage page = await OpenAsync(before: Told(Session("s", null, error: "The engine went away. Start it again.")));

        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ended" }).Locator(".card")).ToContainTextAsync("was lost");
        await Expect(page.Card("s")).ToContainTextAsync("The engine went away. Start it again.");
    }

    /// <summary>The body of the answer that the page sends.</summary>
    private static async Task<JsonElement> AnswerAsync(IPage page)
    {
        var sent = new TaskCompletionSource<JsonElement>();
        await page.RouteAsync("**/api/sessions/s/answer", async route =>
        {
            sent.TrySetResult(JsonDocument.Parse(route.Request.PostData!).RootElement);
            await route.FulfillAsync(new RouteFulfillOptions { Status = 204 });
        });
        return await sent.Task.WaitAsync(WebHost.Patience);
    }
}
