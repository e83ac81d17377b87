using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using PromptWatcher.Benchmarks.Hosts;
using PromptWatcher.Benchmarks.SideBySide;
using PromptWatcher.Benchmarks.Terminals;
using PromptWatcher.Benchmarks.Web;

// Several programs in one: the runs side by side, one client or terminal of such a run in a process of its own, and everything else is BenchmarkDotNet's.
return args switch
{
    ["docker", .. string[] rest] => await DockerCommand.Create().Parse(rest).InvokeAsync(),
    ["client", _, string settings] => await ClientProcess.MainAsync(Settings.Parse(settings)),
    ["throughput", .. string[] rest] => await ThroughputCommand.Create().Parse(rest).InvokeAsync(),
    ["terminal", .. string[] rest] => await TerminalCommand.Create().Parse(rest).InvokeAsync(),
    ["detector", .. string[] rest] => await DetectorCommand.Create().Parse(rest).InvokeAsync(),
    ["web", .. string[] rest] => await WebCommand.Create().Parse(rest).InvokeAsync(),
    ["hosts", .. string[] rest] => await HostsCommand.Create().Parse(rest).InvokeAsync(),
    ["feed", string settings] => FeedProcess.Run(JsonSerializer.Deserialize<FeedSettings>(settings, JsonSerializerOptions.Web)!),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")).WithBuildTimeout(TimeSpan.FromMinutes(10))).Any() ? 0 : 1,
};
