using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PromptWatcher.Detection;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Security;

/// <summary>What is typed, and what a program is started with, is told to nobody: not by the API, not in what goes wrong, not to those who watch over the application.</summary>
public sealed class CanaryTests : IDisposable
{
    private const string Script = "stty -echo; printf 'Password: '; read p; printf '\\nready\\n'; read line; stty echo; printf 'Overwrite it? [y/N] '; read a; exit 3; : canary-argument";

    private readonly Overheard _overheard = new();
    private readonly List<string> _told = [];

    public void Dispose() => _overheard.Dispose();

    [Fact]
    public async Task Secrets_OfASessionFromItsStartToItsEnd_AreInNothingThatIsTold()
    {
        await using (WebHost host = await WebHost.StartAsync(services: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_overheard))))
        {
            await TellAsync(host, "", new { id = "s", command = "sh", arguments = new[] { "-c", Script }, variables = new { TOKEN = "canary-variable" } });
            TerminalSession session = host.Manager.Sessions.Single();
            AgentState state = await session.WaitForAsync(static state => state.Prompt is { Kind: PromptKind.Secret });
            await TellAsync(host, "s/answer", new { epoch = session.Epoch, prompt = state.Prompt!.Id, text = "canary-password" });
            await session.WaitUntilShownAsync("ready");
            await TellAsync(host, "s/input", new { text = "canary-input\n" });
            state = await session.WaitForAsync(static state => state.Prompt is { Kind: PromptKind.Confirmation });

            // What goes wrong.
            await TellAsync(host, "s/answer", new { epoch = session.Epoch, prompt = 4711, text = "canary-late" });
            await TellAsync(host, "s/answer", new { epoch = "another", prompt = 1, option = "canary-option" });
            await TellAsync(host, "s/input", new { text = "canary-long" + new string('x', 5_000) });
            await TellAsync(host, "s/input", new { base64 = "canary-no-base64!" });
            await TellAsync(host, "", new { id = "missing", command = "no-such-program", arguments = new[] { "canary-argument" }, variables = new { TOKEN = "canary-variable" } });
            await TellAsync(host, "", new { command = "sh", environment = "nowhere", arguments = new[] { "canary-argument" } });
            await TellAsync(host, "", new { command = "sh", variables = "canary-variable" });
            await TellAsync(host, "", new { command = "sh", arguments = new[] { "canary-\0argument" } });

            await TellAsync(host, "s/answer", new { epoch = session.Epoch, prompt = state.Prompt!.Id, option = state.Prompt.Options[0].Label });
            await session.Completion;
            foreach (string path in (string[])["", "/s", "/s/snapshot?format=json", "/s/recordings"])
            {
                using HttpResponseMessage answer = await host.Http.GetAsync(new Uri($"api/sessions{path}", UriKind.Relative));
                _told.Add($"{answer} {await answer.Content.ReadAsStringAsync()}");
            }
        }

        Assert.Contains(_told, static text => text.Contains("\"code\":3", StringComparison.Ordinal));
        Assert.Contains(_told, static text => text.Contains("urn:promptwatcher:problem:environment-failed", StringComparison.Ordinal));
        Assert.Contains(_overheard.Everything, static text => text.StartsWith("promptwatcher.session ", StringComparison.Ordinal));
        Assert.Contains(_overheard.Everything, static text => text.StartsWith("Session s started", StringComparison.Ordinal));
        Assert.DoesNotContain(_told.Concat(_overheard.Everything), static text => text.Contains("canary", StringComparison.Ordinal));
    }

    private async Task TellAsync(WebHost host, string path, object body)
    {
        using HttpResponseMessage answer = await host.Http.PostAsJsonAsync(new Uri($"api/sessions/{path}".TrimEnd('/'), UriKind.Relative), body);
        _told.Add($"{answer} {await answer.Content.ReadAsStringAsync()}");
    }
}
