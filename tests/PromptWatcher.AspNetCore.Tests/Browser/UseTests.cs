using Microsoft.Playwright;
using PromptWatcher.Sessions;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>Ways to use the page other than with a mouse at a desk.</summary>
public sealed class UseTests(Chromium chromium) : PageTest(chromium)
{
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 390, Height = 780 }, IsMobile = true, HasTouch = true };

    [SkippableFact]
    public async Task Phone_PromptIsAnsweredWithoutTheTerminal_WhichIsASecondScreen()
    {
        TerminalSession session = await Host.RunAsync(AsksForFile, "phone");
        IPage page = await OpenAsync(options: Phone);
        await Expect(page.Card("phone").Locator(".option").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));

        await page.Card("phone").Locator(".option").First.TapAsync();
        await session.WaitUntilShownAsync("answered <y>");
        await page.Card("phone").GetByText("Open terminal").TapAsync();
        await Expect(page.Screen()).ToContainTextAsync("answered <y>");
        await Expect(page.Locator("#queue")).ToBeHiddenAsync();
        await page.GoBackAsync();

        await Expect(page.Locator("#queue")).ToBeVisibleAsync();
        await Expect(page.Locator("#terminal")).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Keyboard_Alone_StartsAnswersOpensAndLeaves()
    {
        await Host.RunAsync("echo other; sleep 600", "other");
        IPage page = await OpenAsync();
        await Expect(page.Card("other")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("n");
        await Expect(page.GetByLabel("Command")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("sh -c 'printf \"Go on? [y/N] \"; read a; echo \"answered <$a>\"; cat'");
        await page.Keyboard.PressAsync("Enter");
        ILocator card = page.Waiting().Locator(".card");
        await Expect(card).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        await Expect(card).ToBeFocusedAsync();
        string id = (await card.GetAttributeAsync("data-session"))!;
        await card.SettledAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.Waiting()).ToBeHiddenAsync();
        await page.Card(id).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Screen()).ToContainTextAsync("answered <y>");
        await page.Button("Take control").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Button("Release")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("typed j k ? 1");
        await Expect(page.Screen()).ToContainTextAsync("typed j k ? 1");
        await page.Keyboard.PressAsync("Control+F6");
        await Expect(page.Button("Release")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#terminal")).ToBeHiddenAsync();
        await Expect(page.Card(id)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Notifications_AskedFor_OnePerPromptAndAClickShowsTheSession()
    {
        IPage page = await OpenAsync(before: """
            window.notices = [];
            window.Notification = class {
                static permission = 'granted';
                static requestPermission = async () => 'granted';
                constructor(title, options) { notices.push(this); this.text = `${title}: ${options.body}`; }
                close() {}
            };
            document.hasFocus = () => false;
            """);
        await page.Button("Notify me").ClickAsync();
        await Expect(page.Button("Notify me")).ToHaveAttributeAsync("aria-pressed", "true");

        TerminalSession session = await Host.RunAsync(AsksForFile, "notice");
        await Expect(page.Locator("#announcer")).ToHaveTextAsync("sh asks: Write the file? [y/N]");
        await session.ResizeAsync(new Environments.TerminalSize(100, 30));
        await page.WaitForFunctionAsync("() => notices.length > 0");

        Assert.Equal(["sh waits for you: Write the file? [y/N]"], await page.EvaluateAsync<string[]>("() => notices.map(notice => notice.text)"));
        await page.EvaluateAsync("() => notices[0].onclick()");
        await Expect(page.Screen()).ToContainTextAsync("Write the file?");
    }

    [SkippableFact]
    public async Task Tiles_AndThemes_ShowAllSessions()
    {
        await Host.RunAsync("printf '\\033[32mgreen\\033[m text\\n'; seq 1 12; sleep 600", "one");
        await Host.RunAsync(AsksForFile, "two");
        IPage page = await OpenAsync(options: new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark, ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await page.Button("Tiles").ClickAsync();

        await Expect(page.Locator(".tile")).ToHaveCountAsync(2);
        await Expect(page.Locator(".tile pre").First).ToContainTextAsync("green text");
        await Expect(page.Locator(".tile pre").Last).ToContainTextAsync("Write the file?");
        string dark = await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
        await page.Locator("#theme").ClickAsync();
        Assert.NotEqual(dark, await page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor"));
        await page.ReloadAsync();
        await Expect(page.Locator("#theme")).ToHaveTextAsync("Theme: light");
    }
}
