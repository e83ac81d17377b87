using System.Text.Json;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;
using PromptWatcher.Tests.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

public sealed class LostSessionTests
{
    public static TheoryData<Type> Reasons => [typeof(InvalidOperationException), typeof(IOException), typeof(EnvironmentException), typeof(OperationCanceledException), typeof(FormatException)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Socket_SessionIsLostByAnything_TellsWhyAndCloses(Type type)
    {
        await using WebHost host = await WebHost.StartAsync();
        var process = new PipedProcess();
        TerminalSession session = host.Manager.Adopt(process, new TerminalSize(80, 24));
        process.Print("last words"u8);
        await using SocketClient client = await SocketClient.OpenAsync(host, session.Id);
        await client.ReadUntilAsync(() => client.Messages.Any(message => SocketClient.Type(message) == "state"));
        await client.ReadUntilShownAsync("last words");

        process.Fail((Exception)Activator.CreateInstance(type, "the cable was pulled")!);
        int code = await client.ReadToEndAsync();

        JsonElement exit = client.Messages.Last(message => SocketClient.Type(message) == "exit");
        Assert.Equal("the cable was pulled", exit.GetProperty("error").GetString());
        Assert.Equal((1000, "exited"), (code, client.Socket.CloseStatusDescription));
    }
}
