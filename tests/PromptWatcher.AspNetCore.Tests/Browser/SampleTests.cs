using Microsoft.Playwright;
using PromptWatcher.AspNetCore.Tests.Sample;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>The sample in a process of its own, its page in a browser, and programs on real terminals: what a person does with it from the first click on.</summary>
[Collection(nameof(NeedsOtherBrowser))]
public sealed class SampleTests(Chromium chromium) : PageTest(chromium)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("promptwatcher-sample");
    private SampleProcess? _sample;

    private string Made => Path.Combine(_folder.FullName, "made");

    /// <summary>No host of the tests' own.</summary>
    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        _sample?.Dispose();
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task Session_StartedInTheForm_AsksInTheQueueAndOneClickMakesTheFile()
    {
        _sample = await SampleProcess.StartAsync();
        IPage page = await OpenAsync(origin: _sample.Address);
        await Expect(page.GetByText("No session runs.")).ToBeVisibleAsync();

        await StartAsync(page, AsksForFile);
        ILocator card = page.Waiting().GetByRole(AriaRole.Listitem);
        await Expect(card.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Write the file? [y/N]");
        await Expect(page).ToHaveTitleAsync("(1) PromptWatcher");
        await ShootAsync(page, "queue");
        await card.Locator(".option").First.ClickAsync();

        await Waiting.UntilAsync(() => File.Exists(Made));
        await Expect(page.Waiting()).ToBeHiddenAsync();
        await Expect(page).ToHaveTitleAsync("PromptWatcher");
    }

    [SkippableFact]
    public async Task Terminal_OfTwoBrowsers_IsShownControlledInTurnAndRestored()
    {
        _sample = await SampleProcess.StartAsync();
        IPage first = await OpenAsync(origin: _sample.Address);
        IPage second = await OpenAsync(origin: _sample.Address, options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 600 } });
        await StartAsync(first, "seq -f line-%g 1 200; PS1='$ ' exec sh -i");
        foreach (IPage page in new[] { first, second })
        {
            await page.GetByText("Open terminal").ClickAsync();
            await Expect(page.Screen()).ToContainTextAsync("line-200");
        }

        await first.Button("Take control").ClickAsync();
        await Expect(second.Locator("#holder")).ToContainTextAsync("Somebody else has control");
        await Expect(first.Button("Release")).ToBeVisibleAsync();
        await first.Keyboard.TypeAsync("echo from-$((40+2))\n");
        await Expect(first.Screen()).ToContainTextAsync("from-42");
        await Expect(second.Screen()).ToContainTextAsync("from-42");

        await second.Button("Take control").ClickAsync();
        await Expect(first.Locator("#note")).ToHaveTextAsync("Somebody else has taken control.");
        await Expect(second.Button("Release")).ToBeVisibleAsync();
        await second.Keyboard.TypeAsync("echo from-$((50+1))\n");
        await Expect(first.Screen()).ToContainTextAsync("from-51");

        await first.ReloadAsync();
        await Expect(first.Screen()).ToContainTextAsync("from-51");
        IReadOnlyList<string> rows = await first.ReadAllAsync();
        Assert.Equal(Enumerable.Range(1, 200).Select(static number => $"line-{number}"), rows.Take(200));
        Assert.Contains("from-42", rows);
    }

    [SkippableFact]
    public async Task Server_IsKilledAndComesBack_ThePageSaysSoAndRecovers()
    {
        _sample = await SampleProcess.StartAsync();
        IPage page = await OpenAsync(origin: _sample.Address);
        await StartAsync(page, "echo before; sleep 600");
        await page.GetByText("Open terminal").ClickAsync();
        await Expect(page.Screen()).ToContainTextAsync("before");

        await _sample.KillAsync();
        await Expect(page.Locator("#connection")).ToContainTextAsync("The server cannot be reached");
        await Expect(page.Screen()).ToContainTextAsync("before");
        await _sample.RunAsync();

        await Expect(page.Locator("#connection")).ToBeHiddenAsync();
        await Expect(page.Locator("#note")).ToContainTextAsync("There is no such session.");
        await page.Button("‹ Back").ClickAsync();
        await StartAsync(page, AsksForFile);
        await page.Waiting().Locator(".option").First.ClickAsync();
        await Waiting.UntilAsync(() => File.Exists(Made));
        await Expect(page.Waiting()).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Key_IsAskedFor_AndLetsInAlsoAfterTheServerWasKilled()
    {
        string file = Path.Combine(_folder.FullName, "key");
        await File.WriteAllTextAsync(file, "a key of some length\n");
        _sample = await SampleProcess.StartAsync(arguments: [$"--AccessKeyFile={file}", $"--Data={_folder.FullName}"]);
        IPage page = await OpenAsync(origin: _sample.Address);
        await page.GetByLabel("Access key").FillAsync("another key of some length");
        await page.Button("Sign in").ClickAsync();
        await Expect(page.GetByLabel("Access key")).ToHaveValueAsync("");

        await page.GetByLabel("Access key").FillAsync("a key of some length");
        await page.Button("Sign in").ClickAsync();
        await Expect(page.GetByText("No session runs.")).ToBeVisibleAsync();
        await _sample.KillAsync();
        await Expect(page.Locator("#connection")).ToBeVisibleAsync();
        await _sample.RunAsync();

        await Expect(page.Locator("#connection")).ToBeHiddenAsync();
        await StartAsync(page, AsksForFile);
        await Expect(page.Waiting()).ToBeVisibleAsync();

        await File.WriteAllTextAsync(file, "the next key, since that one is known");
        await _sample.KillAsync();
        await _sample.RunAsync();
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Access key")).ToBeVisibleAsync();
    }

    /// <summary>Starts a shell script in the form, which has the path of the file as $0.</summary>
    private async Task StartAsync(IPage page, string script)
    {
        await page.Button("New session").ClickAsync();
        await page.GetByLabel("Command").FillAsync($"sh -c \"{script.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\" '{Made}'");
        await page.Button("Start").ClickAsync();
    }
}
