using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Tests.Docs;

/// <summary>Who sets an alarm by the table of log messages in <c>docs/operations.md</c> sets it by the numbers that are logged.</summary>
public sealed class LogTableTests
{
    [Fact]
    public void Logs_OfTheTable_HaveTheNumbersAndLevelsOfTheCode()
    {
        string[] rows = [.. File.ReadAllLines(Path.Combine(SourceTree.Root, "docs/operations.md")).SkipWhile(line => line != "## Logs").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];

        IEnumerable<(int, LogLevel)> written = rows.Select(row => row.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 4 && char.IsAsciiDigit(cells[2].FirstOrDefault())).SelectMany(Messages);

        Assert.Equal(Logged().Order(), written.Order());
    }

    /// <summary>A row may have several numbers, and one level for all or one for each.</summary>
    private static IEnumerable<(int Id, LogLevel Level)> Messages(string[] cells)
    {
        string[] ids = cells[2].Split(", "), levels = cells[3].Split(", ");
        return ids.Select((id, i) => (int.Parse(id, CultureInfo.InvariantCulture), Enum.Parse<LogLevel>(levels[Math.Min(i, levels.Length - 1)])));
    }

    private static IEnumerable<(int Id, LogLevel Level)> Logged() => new[] { typeof(SessionManager), typeof(PromptWatcherWebOptions) }
        .SelectMany(package => package.Assembly.GetTypes())
        .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
        .OfType<LoggerMessageAttribute>()
        .Select(message => (message.EventId, message.Level));
}
