using System.Diagnostics;

namespace PromptWatcher.Docker.Tests.Hosts;

/// <summary>A program that has the command line of another, and prints what it is given.</summary>
/// <remarks>A shell is named like the program and given a script that is named like its first argument: what lies in <c>/proc</c> is the other's.</remarks>
internal sealed class PlayedProgram : IAsyncDisposable
{
    private readonly FileStream _gate;

    private PlayedProgram(string name, string directory, string? profile, FileStream gate)
    {
        (Name, Directory, Profile) = (name, directory, profile);
        _gate = gate;
    }

    /// <summary>The recording.</summary>
    internal string Name { get; }

    /// <summary>Where it works, and nothing else does.</summary>
    internal string Directory { get; }

    /// <summary>The profile that its terminal must have.</summary>
    internal string? Profile { get; }

    /// <summary>What starts it, on a machine that has its directory.</summary>
    internal string Command => $"exec bash {Directory}/start";

    /// <summary>Whether this is still what starts it.</summary>
    internal bool IsStarting(IReadOnlyList<string> command) => command is ["bash", var script] && script == $"{Directory}/start";

    internal static async Task<PlayedProgram> PrepareAsync(string name, string directory, string? profile, string command)
    {
        System.IO.Directory.CreateDirectory(directory);
        string gate = Path.Combine(directory, "gate");
        using (Process made = Process.Start("mkfifo", [gate]))
            await made.WaitForExitAsync();
        string[] words = command is ['[', .. var title, ']'] ? [title] : command.Replace("~", directory).Split(' ');
        string program = $"cat < {gate}";
        if (words is [_, var first, ..])
        {
            string script = Path.Combine(directory, first);
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(script)!);
            await File.WriteAllTextAsync(script, $"timeout --foreground 600 cat {gate}\n");
            program = $"bash {string.Join(' ', words[1..])}";
        }

        await File.WriteAllTextAsync(Path.Combine(directory, "start"), $"cd {directory}\nexec -a '{words[0]}' {program}\n");

        // Also for reading, so that it need not wait for the program.
        return new PlayedProgram(name, directory, profile, new FileStream(gate, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
    }

    /// <summary>Prints all of the recording.</summary>
    internal async Task PlayAsync()
    {
        await _gate.WriteAsync(Recordings.Open(Name).Output);
        await _gate.FlushAsync();
    }

    /// <summary>The program ends.</summary>
    public ValueTask DisposeAsync() => _gate.DisposeAsync();
}
