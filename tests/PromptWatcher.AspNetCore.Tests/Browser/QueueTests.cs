using Microsoft.Playwright;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

public sealed class QueueTests(Chromium chromium) : PageTest(chromium)
{
    [SkippableFact]
    public async Task Queue_ManyWait_TheLongestWaitingComesFirst()
    {
        foreach (string id in new[] { "c", "a", "b" })
        {
            TerminalSession session = await Host.RunAsync(AsksForFile, id);
            await session.WaitForAsync(static state => state.Prompt is not null).WaitAsync(WebHost.Patience);
        }

        await Host.RunAsync("echo busy; sleep 600", "d");
        IPage page = await OpenAsync();

        await Expect(page.Waiting().Locator(".card")).ToHaveCountAsync(3);
        Assert.Equal(["c", "a", "b"], await page.Waiting().Locator(".card").EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.session)"));
    }

    [SkippableFact]
    public async Task Answer_PromptIsGoneMeanwhile_CardSaysSoInTheServersWords()
    {
        TerminalSession session = await Host.RunAsync(AsksForFile + "; :", "gone");
        AgentState asked = await session.WaitForAsync(static state => state.Prompt is not null).WaitAsync(WebHost.Patience);
        IPage page = await OpenAsync();
        await page.RouteAsync("**/answer", async route =>
        {
            // Somebody else is faster than this page's answer.
            await session.AnswerAsync(asked.Prompt!, asked.Prompt!.Options[1]);
            await route.ContinueAsync();
        });

        await page.Card("gone").Locator(".option").First.ClickAsync();

        await Expect(page.Card("gone").Locator(".answer-status")).ToContainTextAsync("“y” was not taken. That prompt is not on the screen any more.");
    }

    [SkippableFact]
    public async Task Answer_OnItsWay_CardSaysSoAndTakesNoOther()
    {
        TerminalSession session = await Host.RunAsync(AsksForFile, "slow");
        await session.WaitForAsync(static state => state.Prompt is not null).WaitAsync(WebHost.Patience);
        IPage page = await OpenAsync();
        var held = new TaskCompletionSource<IRoute>();
        await page.RouteAsync("**/answer", held.SetResult);

        await page.Card("slow").Locator(".option").First.ClickAsync();

        await Expect(page.Card("slow").Locator(".answer-status")).ToHaveTextAsync("Answering: y");
        await Expect(page.Card("slow").Locator(".option").Last).ToBeDisabledAsync();
        await (await held.Task).ContinueAsync();
        await session.WaitUntilShownAsync("answered <y>");
        await Expect(page.Card("slow").Locator(".answer-status")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Answer_Secret_IsTypedUnseenAndKeptNowhere()
    {
        TerminalSession session = await Host.RunAsync("printf 'Password: '; stty -echo; read p; stty echo; echo; echo \"length ${#p}\"; sleep 600", "secret");
        await session.WaitForAsync(static state => state.Prompt?.Kind == PromptKind.Secret).WaitAsync(WebHost.Patience);
        IPage page = await OpenAsync();
        ILocator field = page.Card("secret").Locator("input");
        await Expect(field).ToHaveAttributeAsync("type", "password");

        await field.FillAsync("hunter2hunter2");
        await field.PressAsync("Enter");

        await session.WaitUntilShownAsync("length 14");
        await Expect(field).ToHaveCountAsync(0);
        Assert.DoesNotContain("hunter2", await page.EvaluateAsync<string>("() => document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }) + location"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Questions_AndTitles_WithHtmlStayText()
    {
        const string Evil = "<img src=x onerror=window.hit=1>";
        await Host.RunAsync($"printf '\\033]2;{Evil}\\007'; printf 'Run {Evil}? [y/N] '; read a; sleep 600", "evil");
        IPage page = await OpenAsync();

        await Expect(page.Card("evil").GetByRole(AriaRole.Heading)).ToContainTextAsync(Evil);
        await Expect(page.Card("evil").Locator(".title")).ToHaveTextAsync(Evil);
        await page.Card("evil").GetByText("Open terminal").ClickAsync();
        await Expect(page.Locator("#terminal-title")).ToHaveTextAsync(Evil);
        await Expect(page.Screen()).ToContainTextAsync("Run <img");
        await page.Button("Tiles").ClickAsync();
        await Expect(page.Locator(".tile pre")).ToContainTextAsync("Run <img");

        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.images.length + (window.hit ?? 0)"));
    }
}
