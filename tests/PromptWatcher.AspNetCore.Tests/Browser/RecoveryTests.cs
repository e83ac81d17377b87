using Microsoft.Playwright;
using PromptWatcher.Sessions;
using static Microsoft.Playwright.Assertions;

namespace PromptWatcher.AspNetCore.Tests.Browser;

public sealed class RecoveryTests(Chromium chromium) : PageTest(chromium)
{
    private CuttingRelay _proxy = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _proxy = new CuttingRelay(Host.Address);
    }

    public override async Task DisposeAsync()
    {
        _proxy.Dispose();
        await base.DisposeAsync();
    }

    [SkippableFact]
    public async Task Cut_InTheMiddleOfOutput_TheTerminalGoesOnWithoutLossOrRepetition()
    {
        TerminalSession session = await Host.RunAsync("read go; i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo \"line-$i\"; sleep 0.01; done; sleep 600", "cut");
        IPage page = await OpenAsync("#s=cut", _proxy.Address);
        await Expect(page.Locator("#terminal-state")).ToHaveTextAsync("");
        await session.TypeAsync("\n"u8.ToArray());
        await Expect(page.Screen()).ToContainTextAsync("line-20");

        _proxy.Cut();
        await session.WaitUntilShownAsync("line-300");

        await Expect(page.Screen()).ToContainTextAsync("line-300");
        await Expect(page.Locator("#note")).ToBeHiddenAsync();
        Assert.Equal(Enumerable.Range(1, 300).Select(static number => $"line-{number}"), await page.ReadAllAsync());
    }

    [SkippableFact]
    public async Task Cut_LongerThanTheServerRemembers_TheGapIsTold()
    {
        TerminalSession session = await Host.RunAsync("echo ready; read go; seq 1 100000; echo done; sleep 600", "gap");
        IPage page = await OpenAsync("#s=gap", _proxy.Address);
        await Expect(page.Screen()).ToContainTextAsync("ready");
        _proxy.Target = null;
        _proxy.Cut();
        await Expect(page.Locator("#terminal-state")).ToHaveTextAsync("Reconnecting …");
        await session.TypeAsync("\n"u8.ToArray());
        await session.WaitUntilShownAsync("done");

        _proxy.Target = Host.Address;

        await Expect(page.Locator("#note")).ToContainTextAsync("bytes passed unseen");
        await Expect(page.Screen()).ToContainTextAsync("done");
    }

    [SkippableFact]
    public async Task Cut_WhileInControl_ControlComesBackWhereNobodyElseTookIt()
    {
        await Host.RunAsync("PS1='$ ' exec sh -i", "kept");
        IPage page = await OpenAsync("#s=kept", _proxy.Address);
        await page.Button("Take control").ClickAsync();
        await Expect(page.Button("Release")).ToBeVisibleAsync();

        _proxy.Target = null;
        _proxy.Cut();
        await Expect(page.Locator("#terminal-state")).ToHaveTextAsync("Reconnecting …");
        await Expect(page.Button("Release")).ToBeHiddenAsync();
        _proxy.Target = Host.Address;

        await Expect(page.Button("Release")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("echo back-$((40+2))\n");
        await Expect(page.Screen()).ToContainTextAsync("back-42");
    }
}
