using System.Diagnostics;
using System.Globalization;
using System.Text;
using PromptWatcher.Environments.Unix;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Tracing;

namespace PromptWatcher.Tests.Hosts;

/// <summary>A terminal of nobody's that can be captured: that of <c>script</c>, in a session of its own. Its programs wait for files, and leave files.</summary>
public sealed class ScriptTerminal : IDisposable
{
    private const string Wait = "sub await { select undef, undef, undef, 0.01 until -e $_[0] } $| = 1;";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pw-trace-");
    private HostTerminal? _terminal;

    /// <summary>What the terminal's other end has read: what its window would show.</summary>
    public byte[] Shown => Read("shown");

    public HostTerminal Terminal => _terminal ?? throw new InvalidOperationException("Not started.");

    public string Folder => _folder.FullName;

    public static bool IsInstalled => OperatingSystem.IsLinux() && File.Exists("/usr/bin/script") && File.Exists("/usr/bin/perl");

    /// <summary>Starts a program of Perl, which runs when this ends. It has <c>await</c>, which waits for a file.</summary>
    public async Task StartPerlAsync(string program, string modes = "sane")
    {
        File.WriteAllText(Path.Combine(Folder, "program.pl"), $"{Wait} open my $begun, '>', 'begun'; close $begun;\n{program}");
        await StartAsync($"stty {modes}; exec perl program.pl");
        await Waiting.UntilAsync(() => Has("begun"));
    }

    /// <summary>Starts commands of bash, whose process becomes that of the last, after exec.</summary>
    public async Task StartAsync(string commands)
    {
        File.WriteAllText(Path.Combine(Folder, "start.sh"), $"cd {Folder}; echo $$ $(tty) > facts.new; mv facts.new facts; {commands}\n");
        using var made = Process.Start("mkfifo", [Path.Combine(Folder, "keys")]);
        await made.WaitForExitAsync();
        using var started = Process.Start("setsid", ["--fork", "sh", "-c", $"exec script -q -c 'exec bash {Folder}/start.sh' /dev/null <>{Folder}/keys >{Folder}/shown"]);
        await started.WaitForExitAsync();
        await Waiting.UntilAsync(() => Has("facts"));
        string[] facts = File.ReadAllText(Path.Combine(Folder, "facts")).Split();
        _terminal = new HostTerminal
        {
            Id = Path.GetFileName(facts[1]),
            Device = facts[1]["/dev/".Length..],
            ProcessId = int.Parse(facts[0], CultureInfo.InvariantCulture),
            StartedAt = DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>Lets a program go on that waits for the file.</summary>
    public void Make(string file) => File.WriteAllText(Path.Combine(Folder, file), "");

    public bool Has(string file) => File.Exists(Path.Combine(Folder, file));

    /// <summary>A file that may still be written.</summary>
    public byte[] Read(string file)
    {
        using var stream = new FileStream(Path.Combine(Folder, file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public void Type(string keys)
    {
        using var stream = new FileStream(Path.Combine(Folder, "keys"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(Encoding.UTF8.GetBytes(keys));
    }

    public void Signal(int signal) => Assert.Equal(0, LibC.kill(Terminal.ProcessId, signal));

    /// <summary>A line of the leader's <c>/proc/PID/status</c>, as in <c>State</c>.</summary>
    public string Status(string name) => StatusOf(Terminal.ProcessId, name);

    /// <summary>The same of any process; empty for one that is gone.</summary>
    public static string StatusOf(int process, string name)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith($"{name}:", StringComparison.Ordinal))[(name.Length + 1)..].Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>The other end reads a little after a program has written.</summary>
    public Task UntilShownAsync(string text) => Waiting.UntilAsync(() => Encoding.Latin1.GetString(Shown).EndsWith(text, StringComparison.Ordinal));

    public void Dispose()
    {
        // All of them: a child that lives on would still make files in the folder.
        if (_terminal is not null)
            Assert.True(SpinWait.SpinUntil(HaveEnded, TimeSpan.FromSeconds(60)), "Programs of the terminal live on after SIGKILL.");
        _folder.Delete(recursive: true);
    }

    private bool HaveEnded()
    {
        List<int> programs = TracedSession.Threads(Terminal.ProcessId);
        foreach (int program in programs)
            LibC.kill(program, Posix.SIGKILL);
        return programs.Count == 0;
    }
}
