using Microsoft.Playwright;
using PromptWatcher.Sessions;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

public sealed class DownloadTests(Chromium chromium) : PageTest(chromium)
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("promptwatcher-recordings");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Host.DisposeAsync();
        Host = await WebHost.StartAsync(options =>
        {
            options.Recording.Directory = _folder.FullName;
            options.Recording.MaxBytesPerFile = RecordingOptions.SmallestFile;
        });
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task Recording_OfASessionThatHasEnded_CanBeDownloaded()
    {
        TerminalSession session = await Host.RunAsync("echo ready; read go; exit 7", "s");
        IPage page = await OpenAsync("#s=s");
        await Expect(page.Screen()).ToContainTextAsync("ready");
        await Expect(page.Locator("#recording")).ToBeHiddenAsync();

        await session.TypeAsync("\n"u8.ToArray());
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.Locator("#recording").ClickAsync());

        Assert.EndsWith(".cast", download.SuggestedFilename, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Recording_OfASessionThatHasEnded_CanBePlayedFromAnyPlace()
    {
        TerminalSession session = await Host.RunAsync("echo first; read go; printf '\\033[2J\\033[Hsecond\\n'; exit 7", "s");
        IPage page = await OpenAsync("#s=s");
        await Expect(page.Screen()).ToContainTextAsync("first");
        await session.TypeAsync("\n"u8.ToArray());
        await Expect(page.Screen()).ToContainTextAsync("second");

        await page.Button("Play recording").ClickAsync();
        await Expect(page.Button("Play")).ToBeVisibleAsync();
        await Expect(page.Screen()).ToContainTextAsync("second");
        await page.GetByLabel("Position").FillAsync("0");

        await Expect(page.Screen()).Not.ToContainTextAsync("second");
        await page.Button("Play").ClickAsync();
        await Expect(page.Screen()).ToContainTextAsync("second");
    }

    [SkippableFact]
    public async Task Recording_OfSeveralParts_EachCanBePlayed()
    {
        TerminalSession session = await Host.RunAsync("read go; i=0; while [ $i -lt 4000 ]; do i=$((i+1)); echo \"line-$i of many that are printed to fill a file\"; done; exit 0", "s");
        IPage page = await OpenAsync("#s=s");
        await session.TypeAsync("\n"u8.ToArray());
        ILocator parts = page.GetByLabel("Part of the recording");
        await Expect(parts).ToBeVisibleAsync();

        await page.Button("Play recording").ClickAsync();
        await Expect(page.Screen()).ToContainTextAsync("line-4000");
        await parts.SelectOptionAsync(new SelectOptionValue { Index = 0 });

        await Expect(page.Screen()).Not.ToContainTextAsync("line-4000");
        await Expect(page.Locator("#recording")).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("name=.+cast$"));
    }
}
