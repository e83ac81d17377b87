using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>A host, and the page in as many browsers as a test opens. A test fails when the page throws or breaks its own policy.</summary>
[Collection(nameof(NeedsBrowser))]
public abstract class PageTest(Chromium chromium) : IAsyncLifetime
{
    /// <summary>A question whose answer makes a file; the text goes on so that the session stays.</summary>
    internal const string AsksForFile = "printf 'Write the file? [y/N] '; read answer; [ \"$answer\" = y ] && echo written > \"$0\"; echo \"answered <$answer>\"; sleep 600";

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly List<IPage> _pages = [];

    /// <summary>The host; none in tests of a program of its own.</summary>
    internal WebHost Host { get; private protected set; } = null!;

    public virtual async Task InitializeAsync() => Host = await WebHost.StartAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (IPage page in _pages)
            await page.Context.CloseAsync();
        if (Host is not null)
            await Host.DisposeAsync();
        Assert.Empty(_faults);
    }

    /// <summary>Opens the page in a browser window of its own.</summary>
    internal async Task<IPage> OpenAsync(string address = "", Uri? origin = null, BrowserNewContextOptions? options = null, string? before = null, Func<IPage, Task>? prepare = null)
    {
        IPage page = await chromium.OpenAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        _pages.Add(page);
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A server that is away, or that refuses, is part of the tests.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal) && !message.Text.StartsWith("WebSocket connection", StringComparison.Ordinal))
                _faults.Enqueue(message.Text);
        };
        if (before is not null)
            await page.AddInitScriptAsync(before);
        if (prepare is not null)
            await prepare(page);
        await page.GotoAsync(new Uri(origin ?? Host.Address, "/promptwatcher/" + address).ToString());
        return page;
    }

    /// <summary>Writes what a browser shows to docs/images, when the variable PROMPTWATCHER_SCREENSHOTS is set.</summary>
    internal static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PROMPTWATCHER_SCREENSHOTS") is { Length: > 0 })
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(SourceTree.Root, "docs", "images", $"web-{name}.png") });
    }
}
