using System.CommandLine;
using System.Text.Json;
using PromptWatcher.Benchmarks.Clients;
using PromptWatcher.Benchmarks.Measurements;

namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary><c>docker</c>: every client against the same engine, in turns, so that what else the machine does hits them all.</summary>
internal static class DockerCommand
{
    internal static RootCommand Create()
    {
        var engine = new Option<string>("--engine") { Description = "The engine, as in unix:///var/run/docker.sock.", Required = true };
        var image = new Option<string>("--image") { Description = "An image with bash, stty and cat.", DefaultValueFactory = _ => "promptwatcher-test:1" };
        var rounds = new Option<int>("--rounds") { Description = "How often each client is measured.", DefaultValueFactory = _ => 5 };
        Option<string[]> only = Names("--only", "The measurements", IMeasurement.All.Keys);
        Option<string[]> clients = Names("--clients", "The clients; ratios are to the first", [.. Client.All.Keys, Dockerode.Name]);
        var exec = new Option<bool>("--exec") { Description = "Sessions are execs in one container, in place of containers of their own." };
        var quick = new Option<bool>("--quick") { Description = "A tenth of everything, to see that it works." };
        var json = new Option<FileInfo?>("--json") { Description = "Write every figure to this file." };

        var command = new RootCommand("Measures Docker clients side by side.") { engine, image, rounds, only, clients, exec, quick, json };
        command.SetAction(async result =>
        {
            await using var target = new BenchmarkEngine(result.GetValue(engine)!, result.GetValue(image)!);
            var comparison = new Comparison(target, result.GetValue(clients)!, result.GetValue(rounds), result.GetValue(exec), result.GetValue(quick));
            await target.PrepareAsync();
            string setting = $"{Machine.Description}, engine {await target.VersionAsync()}, {(result.GetValue(exec) ? "execs in one container" : "a container for each session")}";
            Console.WriteLine(setting);
            var all = new List<Figures>();
            foreach (string measurement in result.GetValue(only)!)
            {
                all.Add(await comparison.RunAsync(measurement));
                Console.WriteLine($"\n{Report.Table(all[^1], result.GetValue(clients)!)}");
            }

            if (result.GetValue(json) is { } file)
                await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(new { setting, figures = all.ToDictionary(figures => figures.Measurement, figures => figures.Values) }));
            return comparison.Failures;
        });
        return command;
    }

    private static Option<string[]> Names(string option, string what, IEnumerable<string> names)
    {
        var result = new Option<string[]>(option)
        {
            Description = $"{what}, separated by commas: {string.Join(", ", names)}.",
            CustomParser = argument => [.. argument.Tokens.SelectMany(token => token.Value.Split(','))],
            DefaultValueFactory = _ => [.. names],
        };
        result.Validators.Add(parsed =>
        {
            foreach (string name in parsed.Tokens.SelectMany(token => token.Value.Split(',')).Except(names))
                parsed.AddError($"'{name}' is none of {string.Join(", ", names)}.");
        });
        return result;
    }
}
