using System.CommandLine;
using PromptWatcher.Benchmarks.SideBySide;

namespace PromptWatcher.Benchmarks.Web;

/// <summary><c>web</c>: what viewers in browsers wait, and what those that read nothing cost, as the tables that README.md has.</summary>
internal static class WebCommand
{
    internal static RootCommand Create()
    {
        var sessions = new Option<int>("--sessions") { DefaultValueFactory = _ => 200, Description = "Programs that print." };
        var viewers = new Option<int>("--viewers") { DefaultValueFactory = _ => 400, Description = "Viewers, the same number for each session." };
        var updates = new Option<int>("--updates") { DefaultValueFactory = _ => 5, Description = "Updates of 200 bytes of each program in a second." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 20, Description = "How long." };
        var stalled = new Option<int>("--stalled") { DefaultValueFactory = _ => 1, Description = "Viewers that read nothing, beside two that read." };
        var megabytes = new Option<int>("--megabytes") { DefaultValueFactory = _ => 100, Description = "What a program prints to them." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 20, Description = "With and without them in turn." };
        var command = new RootCommand("Measures viewers.") { sessions, viewers, updates, seconds, stalled, megabytes, rounds };
        command.SetAction(async parsed =>
        {
            Console.WriteLine($"{Machine.Description}.\n");
            Console.WriteLine("| sessions | viewers | updates/s each | seen | p50 | p99 | p99.9 | max | CPU |");
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
            await new WebLatency(parsed.GetValue(sessions), parsed.GetValue(viewers), parsed.GetValue(updates), TimeSpan.FromSeconds(parsed.GetValue(seconds))).RunAsync();
            Console.WriteLine("\n| printed | stalled viewers | without them | with them | time: median of the pairs (quartiles) | managed memory of each |");
            Console.WriteLine("|---:|---:|---:|---:|---:|---:|");
            await new WebStall(parsed.GetValue(stalled), parsed.GetValue(megabytes), parsed.GetValue(rounds)).RunAsync();
        });
        return command;
    }
}
