using Microsoft.Playwright;
using PromptWatcher.AspNetCore.Tests.Hosts;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

public sealed class HostTests(Chromium chromium) : PageTest(chromium)
{
    private OtherTerminals _others = null!;

    public override async Task InitializeAsync()
    {
        _others = await OtherTerminals.StartAsync();
        Host = _others.Host;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _others.DisposeAsync();
    }

    [SkippableFact]
    public async Task Terminals_OfOthers_AreWatchedAndNothingMore()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux has /proc.");
        IPage page = await OpenAsync();
        ILocator card = page.Waiting().GetByRole(AriaRole.Listitem);
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Go on? [y/N]");
        await Expect(card).ToContainTextAsync("watch only");
        await Expect(card.Locator(".option")).ToHaveCountAsync(0);

        await card.GetByText("Open terminal").ClickAsync();
        await Expect(page.Screen()).ToContainTextAsync("Go on?");
        await Expect(page.Locator("#holder")).ToHaveTextAsync("This terminal can only be watched.");
        await Expect(page.Button("Take control")).ToBeHiddenAsync();
        ILocator other = page.Locator("#hosts-list li", new() { HasText = _others.Folder });
        // That of tmux is listed too until it is captured.
        await Expect(other).ToContainTextAsync(["sleep"]);

        await page.Locator("#hosts-switch").ClickAsync();
        await Expect(page.Locator("#hosts-state")).ToHaveTextAsync("not followed");
        await Expect(other).ToHaveCountAsync(0);
        await Expect(page.Waiting()).ToBeHiddenAsync();
        await page.Locator("#hosts-switch").ClickAsync();
        await Expect(page.Waiting()).ToBeVisibleAsync();
    }
}
