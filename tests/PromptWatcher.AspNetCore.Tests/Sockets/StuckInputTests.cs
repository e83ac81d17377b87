using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

/// <summary>A program that does not read: what was typed is late or was dropped, and the client knows which.</summary>
public sealed class StuckInputTests
{
    private const int Length = 200_000;

    [Fact]
    public async Task Input_ProgramDoesNotRead_IsDelayedAndWhatFollowsIsDroppedUntilItReads()
    {
        await using WebHost host = await WebHost.StartAsync(options =>
        {
            options.KeepAlive = TimeSpan.FromSeconds(1);
            options.MaxMessageBytes = Length;
        });
        string go = Path.GetTempFileName();
        TerminalSession session = await host.RunAsync($"stty raw -echo; echo ready; while [ -e {go} ]; do sleep 0.02; done; head -c {Length} | tr -cd x | wc -c; head -c 1; sleep 60", "one");
        await session.WaitUntilShownAsync("ready");
        await using SocketClient writer = await SocketClient.OpenAsync(host, "one", "writer");
        await writer.TakeLeaseAsync();
        byte[] input = new byte[Length];
        input.AsSpan().Fill((byte)'x');

        await writer.TypeAsync(input);
        await writer.ReadUntilAsync(() => Reasons(writer).Contains("delayed"));
        for (int i = 0; i < 5; i++)
            await writer.TypeAsync("dropped");
        await writer.ReadUntilAsync(() => Reasons(writer).Count == 6);
        File.Delete(go);
        await session.WaitUntilShownAsync($"{Length}");

        // The program has read it all a moment before the server knows.
        Task shown = session.WaitUntilShownAsync("!");
        while (!shown.IsCompleted)
        {
            await writer.TypeAsync("!");
            await Task.WhenAny(shown, Task.Delay(100));
        }

        await shown;
        Assert.Equal(["delayed", "busy", "busy", "busy", "busy", "busy"], Reasons(writer).Take(6));
    }

    private static List<string?> Reasons(SocketClient client) =>
        [.. client.Messages.Where(message => SocketClient.Type(message) == "refused").Select(message => message.GetProperty("reason").GetString())];
}
