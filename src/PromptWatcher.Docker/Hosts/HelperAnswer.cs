using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PromptWatcher.Hosts;

namespace PromptWatcher.Docker.Hosts;

/// <summary>Reads what the script in the helper answers: files with a mark between them that none of them can hold.</summary>
internal static class HelperAnswer
{
    /// <summary>Files that are read of each process.</summary>
    private const int FilesOfOne = 4;

    private const string Arrow = " -> ";

    private static ReadOnlySpan<byte> Root => "/proc/"u8;

    /// <summary>The answer to <c>look</c>: the paths of all processes, then how long each process that was asked for has run, then how much each server has read.</summary>
    internal static ProcLook Look(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> mark, IReadOnlyList<int> asked, IReadOnlyList<int> servers)
    {
        Range[] parts = Split(answer, mark);
        var processes = new List<int>();
        ReadOnlySpan<byte> paths = answer[parts[0]];
        foreach (Range path in paths.Split((byte)' '))
        {
            if (paths[path].StartsWith(Root) && Utf8Parser.TryParse(paths[path][Root.Length..], out int process, out int used) && used + Root.Length == paths[path].Length)
                processes.Add(process);
        }

        var times = new Dictionary<int, ulong>(asked.Count);
        for (int i = 0; i < asked.Count && i + 1 < parts.Length; i++)
        {
            if (ProcessText.RunTime(answer[parts[i + 1]]) is { } time)
                times[asked[i]] = time;
        }

        var reads = new Dictionary<int, ulong>(servers.Count);
        for (int i = 0; i < servers.Count && asked.Count + i + 1 < parts.Length; i++)
        {
            if (ProcessText.BytesRead(answer[parts[asked.Count + i + 1]]) is { } bytes)
                reads[servers[i]] = bytes;
        }

        return new ProcLook(processes, times, reads);
    }

    /// <summary>The answer to <c>detail</c>: the files of each process, then a line for each link that could be read.</summary>
    internal static void Details(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> mark, IReadOnlyList<(int Process, int Descriptor)> asked, Dictionary<int, ProcessDetails> found)
    {
        Range[] parts = Split(answer, mark);
        Dictionary<string, string> links = [];
        foreach (Range part in parts.Skip(asked.Count * FilesOfOne))
            AddLink(Encoding.UTF8.GetString(answer[part]), links);
        for (int i = 0; i < asked.Count && (i + 1) * FilesOfOne <= parts.Length; i++)
        {
            (int process, int descriptor) = asked[i];
            ReadOnlySpan<Range> files = parts.AsSpan(i * FilesOfOne, FilesOfOne);
            if (answer[files[1]].IsEmpty)
                continue;
            found[process] = ProcessDetails.Parse(answer[files[0]], answer[files[1]], answer[files[2]], answer[files[3]]) with
            {
                WorkingDirectory = links.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cwd")),
                Descriptor = descriptor,
                DescriptorTarget = links.GetValueOrDefault(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd/{descriptor}")),
            };
        }
    }

    internal static Range[] Split(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> mark)
    {
        var parts = new List<Range>();
        foreach (Range part in answer.Split(mark))
            parts.Add(part);
        return [.. parts];
    }

    // " /proc/5/cwd -> /home" and a line's end; each name in quotes where busybox writes it.
    private static void AddLink(string line, Dictionary<string, string> links)
    {
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow > 0 && line.EndsWith('\n'))
            links[Plain(line[1..arrow])] = Plain(line[(arrow + Arrow.Length)..^1]);
    }

    private static string Plain(string name) => name is ['\'', .., '\''] ? name[1..^1] : name;
}
