using System.Text;
using System.Text.Json;

namespace PromptWatcher.Tests.Console;

public sealed class DetectVerbTests
{
    private const string Menu = "Bash command\\n\\n  rm -rf build\\n\\nDo you want to proceed?\\n❯ 1. Yes\\n  2. No\\n\\nEnter to confirm · Esc to cancel\\u001b[?25l";

    [Fact]
    public async Task Detect_Text_FindsThePrompt()
    {
        CommandRun run = await CommandRun.WithInputAsync("{\"id\":7,\"agent\":\"claude\",\"cols\":100,\"rows\":35,\"text\":\"" + Menu + "\"}\n", "detect", "--jsonl");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        JsonElement line = Assert.Single(run.JsonLines);
        Assert.Equal("""{"id":7,"state":"awaiting","overlay":false,"prompt":1,"kind":"permission","question":"Do you want to proceed?","subject":"rm -rf build",""",
            run.Output[..run.Output.IndexOf("\"options\"", StringComparison.Ordinal)]);
        JsonElement[] options = [.. line.GetProperty("options").EnumerateArray()];
        Assert.Equal(["Yes", "No"], options.Select(option => option.GetProperty("label").GetString()));
        Assert.Equal([true, false], options.Select(option => option.GetProperty("selected").GetBoolean()));
        Assert.Equal("2", options[1].GetProperty("keys")[0].GetString());
    }

    [Theory]
    [InlineData("Done.\\n\\n› Ask anything\\n\\n  model · ~/project\\n  ? for shortcuts", "idle")]
    [InlineData("\\u001b[1mdev@host\\u001b[0m:~$", "idle")]
    [InlineData("Building\\n\\u001b[?25l", "unknown")]
    public async Task Detect_TextWithoutCursor_IsReadByItsStructure(string text, string state)
    {
        CommandRun run = await CommandRun.WithInputAsync("{\"cols\":80,\"rows\":24,\"text\":\"" + text + "\"}\n", "detect", "--jsonl");

        Assert.Equal(state, Assert.Single(run.JsonLines).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Detect_Base64_IsTheSameAsItsText()
    {
        string bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes("\e[2J\e[H" + Menu.Replace("\\n", "\r\n").Replace("\\u001b", "\e")));

        CommandRun run = await CommandRun.WithInputAsync(
            $$"""
            {"id":"x","cols":80,"rows":24,"text":"{{Menu}}"}
            {"id":"x","cols":80,"rows":24,"base64":"{{bytes}}"}
            """, "detect", "--jsonl");

        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0], lines[1]);
    }

    [Theory]
    [InlineData("nonsense", "it is not JSON from its byte")]
    [InlineData("[]", "it is no JSON object.")]
    [InlineData("""{"cols":80,"rows":24}""", "it has neither \"text\" nor \"base64\"")]
    [InlineData("""{"cols":80,"rows":24,"text":5}""", "its \"text\" is no text.")]
    [InlineData("""{"cols":80,"rows":24,"base64":"%"}""", "its \"base64\" is not base64.")]
    [InlineData("""{"rows":24,"text":""}""", "it has no whole number \"cols\"")]
    [InlineData("""{"cols":0,"rows":24,"text":""}""", "its size is 0x24, and \"cols\" and \"rows\" are from 1 to 2000.")]
    [InlineData("""{"cols":80,"rows":100000,"text":""}""", "its size is 80x100000")]
    [InlineData("""{"agent":"nobody","cols":80,"rows":24,"text":""}""", "There is no agent 'nobody'. Choose one of: aider,")]
    public async Task Detect_MalformedLine_IsReportedAndTheOthersGoOn(string line, string found)
    {
        CommandRun run = await CommandRun.WithInputAsync($$"""
            {"id":1,"cols":80,"rows":24,"text":"a"}
            {{line}}
            {"id":3,"cols":80,"rows":24,"text":"b"}
            """, "detect", "--jsonl");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("promptwatcher: Cannot use line 2 of the input: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(found, run.Error, StringComparison.Ordinal);
        Assert.Equal([1, 3], run.JsonLines.Select(answer => answer.GetProperty("id").GetInt32()));
    }
}
