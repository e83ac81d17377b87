using System.Text.Json;
using PromptWatcher.Console.Output;

namespace PromptWatcher.Console.Verbs;

/// <summary>Answers each line of JSON on the input with one on the output. A line that will not do gets an error, and the rest go on.</summary>
internal static class JsonLineVerb
{
    public static async Task<int> RunAsync(CommandIo io, Action<JsonElement, Utf8JsonWriter> answer, CancellationToken cancellationToken)
    {
        int exitCode = ExitCode.Success;
        int number = 0;
        while (await io.In.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string result;
            try
            {
                result = Answer(line, answer);
            }
            catch (Exception exception)
            {
                string found = exception is JsonException json ? $"it is not JSON from its byte {json.BytePositionInLine + 1} on." : exception.Message;
                io.Report($"Cannot use line {number} of the input: {found}");
                exitCode = ExitCode.Failure;
                continue;
            }

            await io.Out.WriteLineAsync(result);
        }

        return exitCode;
    }

    private static string Answer(string line, Action<JsonElement, Utf8JsonWriter> answer)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? JsonLine.Of(json => answer(document.RootElement, json))
            : throw new FormatException("it is no JSON object.");
    }
}
