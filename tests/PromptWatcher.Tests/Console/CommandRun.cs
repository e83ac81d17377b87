using System.Text;
using System.Text.Json;
using PromptWatcher.Console;

namespace PromptWatcher.Tests.Console;

/// <summary>One run of the command inside the test's own process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<JsonElement> JsonLines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Task<CommandRun> OfAsync(params string[] args) => WithInputAsync("", args);

    public static async Task<CommandRun> WithInputAsync(string input, params string[] args)
    {
        using var output = new MemoryStream();
        (int exitCode, string error) = await WithStreamsAsync(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, args);
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error);
    }

    public static async Task<(int ExitCode, string Error)> WithStreamsAsync(Stream input, Stream output, params string[] args)
    {
        var error = new StringWriter();
        int exitCode = await CommandLine.RunAsync(args, new CommandIo(input, output, error, () => null)).WaitAsync(TimeSpan.FromSeconds(60));
        return (exitCode, error.ToString());
    }
}
