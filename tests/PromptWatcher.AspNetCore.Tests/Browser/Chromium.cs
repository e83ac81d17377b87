using Microsoft.Playwright;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>The browser that the tests share; each test has windows of its own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)WebHost.Patience.TotalMilliseconds);

        // Its sandbox does not run as root, as which tests in containers run.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox"] });
    }

    /// <exception cref="SkipException">There is no browser.</exception>
    internal async Task<IPage> OpenAsync(BrowserNewContextOptions options)
    {
        Skip.If(_browser is null, $"NO TEST OF THE PAGE RUNS: there is no {Executable}. Install Debian's package chromium.");
        IBrowserContext context = await _browser!.NewContextAsync(options);
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout((float)WebHost.Patience.TotalMilliseconds);
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>Tests of the page, one after the other.</summary>
[CollectionDefinition(nameof(NeedsBrowser))]
public sealed class NeedsBrowser : ICollectionFixture<Chromium>;

/// <summary>Those of terminals in the page, one after the other, with a browser of their own beside the others.</summary>
[CollectionDefinition(nameof(NeedsOtherBrowser))]
public sealed class NeedsOtherBrowser : ICollectionFixture<Chromium>;
