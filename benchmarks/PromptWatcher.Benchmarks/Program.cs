using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using PromptWatcher.Benchmarks.SideBySide;

// Three programs in one: the runs side by side, one client of such a run in a process of its own, and everything else is BenchmarkDotNet's.
return args switch
{
    ["docker", .. string[] rest] => await DockerCommand.Create().Parse(rest).InvokeAsync(),
    ["client", _, string settings] => await ClientProcess.MainAsync(Settings.Parse(settings)),
    _ => BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance.WithArtifactsPath(Path.Combine("artifacts", "benchmarks")).WithBuildTimeout(TimeSpan.FromMinutes(10))).Any() ? 0 : 1,
};
