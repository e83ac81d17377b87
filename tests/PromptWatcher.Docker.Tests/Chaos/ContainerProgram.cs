using System.Globalization;
using PromptWatcher.Docker.Tests.Engines;

namespace PromptWatcher.Docker.Tests.Chaos;

/// <summary>The program of a container as this machine's kernel sees it, whatever its engine says.</summary>
internal sealed class ContainerProgram
{
    /// <summary>
    /// More than all buffers between a program and its consumer hold, with what an engine that has just come back drops of it: it says that somebody is attached a little
    /// before it reads for them, and a program prints 500 MB in a second.
    /// </summary>
    private const long Limitless = 4L * 1024 * 1024 * 1024;

    private readonly string _directory;

    private ContainerProgram(string directory) => _directory = directory;

    /// <summary>Bytes that the program has written so far.</summary>
    internal long Written => File.ReadLines(Path.Combine(_directory, "io")).Where(line => line.StartsWith("wchar: ", StringComparison.Ordinal))
        .Select(line => long.Parse(line["wchar: ".Length..], CultureInfo.InvariantCulture)).Single();

    /// <summary>The one child of a container's init program.</summary>
    internal static async Task<ContainerProgram> OfAsync(DockerEngine engine, DockerPty pty)
    {
        string init = await engine.DockerAsync("inspect", "--format", "{{.State.Pid}}", pty.ContainerId);
        string child = (await File.ReadAllTextAsync($"/proc/{init}/task/{init}/children")).Trim();
        return new ContainerProgram($"/proc/{child}");
    }

    /// <summary>Waits until the program, which prints all the time, has got nowhere for half a second: every buffer up to it is full.</summary>
    internal async Task UntilStalledAsync()
    {
        long begin = Written, last = -1;
        for (int still = 0; still < 5;)
        {
            await Task.Delay(100);
            long now = Written;
            Assert.InRange(now - begin, 0, Limitless);
            still = now == last ? still + 1 : 0;
            last = now;
        }
    }
}
