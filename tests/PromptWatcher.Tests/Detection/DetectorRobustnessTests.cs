using PromptWatcher.Detection;
using PromptWatcher.Environments;

namespace PromptWatcher.Tests.Detection;

/// <remarks>Regular expressions that other tests use at the same time would allocate a second matcher.</remarks>
[Collection(nameof(RunsAlone))]
public class DetectorRobustnessTests
{
    private static readonly string[] Pieces =
    [
        "❯ 1. Yes\r\n  2. No\r\n", "│ > │", "┃ ", "────", "\e[?25l", "\e[?25h", "\e[?1049h", "\e[?1049l", "\e[?2026h", "\e[?2026l", "\e[H", "\e[2J", "\e[7m", "\e[0m",
        "<Yes> <No>", "[Y/n] ", "? ", ": ", "$ ", "Enter to select · Esc to cancel\r\n", "( ) a\r\n(x) b\r\n", "你好", "👩‍👩‍👧", "\e]0;⠋ x\a", "\r\n", "\t", " › a / b", "\e[5;5H",
        "1) a\r\n2) b\r\n", "(((", "]]]", "|", "+--+", "\0", "e\u0301", "\e[41m lit \e[0m  other  third",
    ];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 9)]
    [InlineData(7, 3)]
    [InlineData(40, 12)]
    [InlineData(200, 60)]
    public void Detector_AnyScreen_NeverThrows(int columns, int rows)
    {
        var random = new Random(columns * 1000 + rows);
        var session = new Session(AgentProfiles.Default.Get("claude"), columns, rows);
        for (int i = 0; i < 3000; i++)
        {
            session.Output(Pieces[random.Next(Pieces.Length)]).Wait(random.Next(60));
            if (i % 7 == 0)
                session.Type(i % 2 == 0 ? "\r" : "x");
            if (i % 50 == 0)
                session.Resize(new TerminalSize(1 + random.Next(columns), 1 + random.Next(rows)));
            PromptDetector.Inspect(session.Screen);
            PromptDetector.Inspect(session.Screen, null, isTextOnly: true);
        }
    }
}
