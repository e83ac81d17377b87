using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;
using static PromptWatcher.AspNetCore.Tests.Browser.SocketScript;
using static PromptWatcher.AspNetCore.Tests.Browser.ToldSessions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

/// <summary>A terminal's socket through cuts and floods that happen at a byte or a message of the test's choice.</summary>
[Collection(nameof(NeedsOtherBrowser))]
public sealed class SocketTests(Chromium chromium) : PageTest(chromium)
{
    private const string Take = """{"type":"lease","action":"take"}""";

    private readonly SocketScript _script = new();

    [SkippableFact]
    public async Task Cut_BeforeTheSnapshotOfAnotherRun_NoPlaceOfTheFormerRunIsAskedFor()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        Hello(socket, "run-1");
        Snapshot(socket, 100, 0, "first");
        await Expect(page.Screen()).ToContainTextAsync("first");

        await CutAsync(socket);
        socket = await _script.OpenedAsync();
        Assert.Contains("cursor=100&epoch=run-1", socket.Url, StringComparison.Ordinal);
        Hello(socket, "run-2");
        await CutAsync(socket);
        socket = await _script.OpenedAsync();
        Assert.DoesNotContain("cursor", socket.Url, StringComparison.Ordinal);
        Hello(socket, "run-2");
        Snapshot(socket, 7, 0, "second");

        await Expect(page.Screen()).ToContainTextAsync("second");
        await Expect(page.Locator("#note")).ToContainTextAsync("another than before the cut");
    }

    [SkippableFact]
    public async Task Cut_ServerThinksTheFormerSocketHasControl_ItIsTakenOnlyWhenNobodyHasIt()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        socket = await TakeControlAsync(page, socket);

        await CutAsync(socket);
        socket = await _script.OpenedAsync();
        Hello(socket, "run-1");
        Lease(socket, "other");
        await Expect(page.Locator("#holder")).ToContainTextAsync("Control comes back");
        Assert.False(_script.HasSent);
        Lease(socket, "none");
        Assert.Equal(Take, await _script.SentAsync());
        Lease(socket, "you");

        await Expect(page.Button("Release")).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Input_ThatIsDelayed_IsNotSaidToBeLost()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        socket = await TakeControlAsync(page, socket);

        Tell(socket, new { type = "refused", reason = "delayed" });
        await Expect(page.Locator("#note")).ToHaveTextAsync("Not read yet by the program, which gets it as soon as it reads.");
        Tell(socket, new { type = "refused", reason = "busy" });

        await Expect(page.Locator("#note")).ToContainTextAsync("Not typed");
    }

    [SkippableFact]
    public async Task Input_LongerThanTheServerTakes_IsCutIntoItsMessagesOrRefused()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        socket = await TakeControlAsync(page, socket);
        Tell(socket, new { type = "hello", epoch = "run-1", role = "writer", size = new { columns = 80, rows = 24 }, limits = new { maxMessage = 4, maxInput = 10 } });
        await page.EvaluateAsync("() => document.querySelector('#screen textarea').focus()");

        await page.Keyboard.InsertTextAsync("123456");
        Assert.Equal(["1234", "56"], [await _script.SentAsync(), await _script.SentAsync()]);
        await page.Keyboard.InsertTextAsync("12345678901");

        await Expect(page.Locator("#note")).ToHaveTextAsync("Not typed: it is more than may be typed at once.");
        Assert.False(_script.HasSent);
    }

    [SkippableFact]
    public async Task Control_TakenBySomebodyElse_IsNotTakenBackWhenTheyGiveItUp()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        socket = await TakeControlAsync(page, socket);

        Lease(socket, "other");
        await Expect(page.Locator("#note")).ToHaveTextAsync("Somebody else has taken control.");
        Lease(socket, "none");

        await Expect(page.Locator("#holder")).ToHaveTextAsync("You are watching.");
        Assert.False(_script.HasSent);
    }

    [SkippableFact]
    public async Task Flood_MoreThanIsRead_SocketIsGivenUpAndGoesOnAtTheByteThatWasRead()
    {
        const int Count = 3 * 1024 * 1024;
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        socket = await TakeControlAsync(page, socket);
        byte[] flood = new byte[Count];
        Array.Fill(flood, (byte)'x');

        socket.Send(flood);
        socket.Send("never shown"u8.ToArray());
        IWebSocketRoute next = await _script.OpenedAsync();
        Assert.Contains($"cursor={100 + Count}&epoch=run-1", next.Url, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Control+c");
        Hello(next, "run-1");
        Lease(next, "none");
        Assert.Equal(Take, await _script.SentAsync());
        Lease(next, "you");
        next.Send("\r\nthe end"u8.ToArray());

        await Expect(page.Screen()).ToContainTextAsync("the end");
        Assert.Equal("\u0003", await _script.SentAsync());
        await Expect(page.Screen()).Not.ToContainTextAsync("never shown");
        await Expect(page.Locator("#note")).ToBeHiddenAsync();
        await Expect(page.Locator("#terminal-state")).ToHaveTextAsync("");
    }

    [SkippableFact]
    public async Task Session_ThereAgainAfterItsEnd_IsShownAnew()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        Hello(socket, "run-1");
        Snapshot(socket, 100, 0, "first");
        await socket.CloseAsync(new WebSocketRouteCloseOptions { Code = 1000, Reason = "exited" });
        await Expect(page.Locator("#holder")).ToHaveTextAsync("Ended.");

        await page.TellAsync(Session("s", null, epoch: "run-2"));
        socket = await _script.OpenedAsync();
        Hello(socket, "run-2");
        Snapshot(socket, 7, 0, "second");

        await Expect(page.Screen()).ToContainTextAsync("second");
        await Expect(page.Locator("#holder")).ToHaveTextAsync("You are watching.");
    }

    [SkippableFact]
    public async Task OpenTerminal_OfAViewThatIsOver_BeginsAnew()
    {
        (IPage page, IWebSocketRoute socket) = await OpenTerminalAsync();
        await socket.CloseAsync(new WebSocketRouteCloseOptions { Code = 4429, Reason = "too fast" });
        await Expect(page.Locator("#note")).ToContainTextAsync("too fast");

        await page.Card("s").GetByText("Open terminal").ClickAsync();
        socket = await _script.OpenedAsync();
        Hello(socket, "run-1");
        Snapshot(socket, 100, 0, "again");

        await Expect(page.Screen()).ToContainTextAsync("again");
    }

    [SkippableFact]
    public async Task Socket_RefusedEachTime_ThePageSaysSo()
    {
        const string Refused = "window.WebSocket = class { static OPEN = 1; constructor() { setTimeout(() => this.onclose({ code: 1006, reason: '' })); } close() {} };";
        await Host.RunAsync("sleep 600", "s");

        IPage page = await OpenAsync("#s=s", before: Refused);

        await Expect(page.Locator("#terminal-state")).ToContainTextAsync("refuses the connection");
    }

    private static Task CutAsync(IWebSocketRoute socket) => socket.CloseAsync(new WebSocketRouteCloseOptions { Code = 1012, Reason = "restart" });

    private async Task<(IPage Page, IWebSocketRoute Socket)> OpenTerminalAsync()
    {
        IPage page = await OpenAsync("#s=s", before: Told(Session("s", null)), prepare: _script.PlayAsync);
        return (page, await _script.OpenedAsync());
    }

    /// <summary>Has the page take control, for which it exchanges its socket.</summary>
    private async Task<IWebSocketRoute> TakeControlAsync(IPage page, IWebSocketRoute socket)
    {
        Hello(socket, "run-1");
        Snapshot(socket, 100, 0, "ready");
        await Expect(page.Screen()).ToContainTextAsync("ready");
        await page.Button("Take control").ClickAsync();
        IWebSocketRoute writer = await _script.OpenedAsync();
        Hello(writer, "run-1");
        Assert.Equal(Take, await _script.SentAsync());
        Lease(writer, "you");
        await Expect(page.Button("Release")).ToBeVisibleAsync();
        return writer;
    }
}
