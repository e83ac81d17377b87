using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace PromptWatcher.Hosts;

/// <summary>Reads the files of <c>/proc/PID</c>, which may be cut anywhere; see proc(5).</summary>
internal static class ProcessText
{
    private const int ContainerIdLength = 64;

    // The number of the call read(2), on x86-64 and on arm64 and riscv64. On each the other's number is one that waits for nothing.
    private const int ReadOnX64 = 0, ReadOnArm64 = 63;

    private static readonly SearchValues<byte> LowerHex = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>The arguments of <c>cmdline</c>. A program may write others over them, then often padded, or all in one.</summary>
    internal static IReadOnlyList<string> Arguments(ReadOnlySpan<byte> commandLine)
    {
        ReadOnlySpan<byte> text = commandLine.TrimEnd("\0 "u8);
        if (text.IsEmpty)
            return [];
        var arguments = new List<string>();
        foreach (Range argument in text.Split((byte)0))
            arguments.Add(Encoding.UTF8.GetString(text[argument]));
        return arguments;
    }

    /// <summary>The effective user of <c>status</c>, and the process id in the innermost of its namespaces.</summary>
    internal static (int? User, int? InnerId) Status(ReadOnlySpan<byte> status)
    {
        int? user = null, inner = null;
        foreach (Range range in status.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = status[range];
            if (line.StartsWith("Uid:\t"u8))
                user = Number(Field(line, 2));
            else if (line.StartsWith("NSpid:\t"u8))
                inner = Number(line[(line.LastIndexOf((byte)'\t') + 1)..]);
        }

        return (user, inner);
    }

    /// <summary>
    /// The container that <c>cgroup</c> names: 64 hexadecimal digits, as in <c>/docker/ID</c>, <c>docker-ID.scope</c> or <c>libpod-ID/container</c>,
    /// and of more than one the last, for containers in containers. Not what watches over a container.
    /// </summary>
    internal static string? Container(ReadOnlySpan<byte> controlGroups)
    {
        string? found = null;
        for (int start = 0, length; start < controlGroups.Length; start += length)
        {
            length = controlGroups[start..].IndexOfAnyExcept(LowerHex) is >= 0 and var end ? end : controlGroups.Length - start;
            if (length == ContainerIdLength && !controlGroups[..start].EndsWith("conmon-"u8))
                found = Encoding.ASCII.GetString(controlGroups.Slice(start, length));
            length = Math.Max(length, 1);
        }

        return found;
    }

    /// <summary>The descriptor of the read that <c>syscall</c> says a process is blocked in; null for any other call, and for none.</summary>
    internal static int? ReadDescriptor(ReadOnlySpan<byte> call)
    {
        int end = call.IndexOf((byte)' ');
        if (end < 0 || Number(call[..end]) is not (ReadOnX64 or ReadOnArm64))
            return null;
        ReadOnlySpan<byte> descriptor = call[(end + 1)..];
        return descriptor.StartsWith("0x"u8) && Utf8Parser.TryParse(descriptor[2..], out int number, out _, 'x') ? number : null;
    }

    /// <summary>The first number of <c>schedstat</c>: nanoseconds that a process has run. Null where the kernel does not count them.</summary>
    internal static ulong? RunTime(ReadOnlySpan<byte> times) => Utf8Parser.TryParse(times, out ulong time, out int used) && used < times.Length && time > 0 ? time : null;

    /// <summary>What <c>io</c> begins with: the bytes that a process has got by read(2) and the like, <c>rchar: 10319</c>.</summary>
    internal static ulong? BytesRead(ReadOnlySpan<byte> counts) =>
        counts.StartsWith("rchar: "u8) && Utf8Parser.TryParse(counts["rchar: ".Length..], out ulong bytes, out int used) && used < counts.Length - "rchar: ".Length ? bytes : null;

    /// <summary>The users' names of <c>/etc/passwd</c>, by their numbers.</summary>
    internal static Dictionary<int, string> Users(ReadOnlySpan<byte> file)
    {
        var users = new Dictionary<int, string>();
        foreach (Range range in file.Split((byte)'\n'))
        {
            string[] fields = Encoding.UTF8.GetString(file[range]).Split(':');
            if (fields.Length == 7 && fields[0].Length > 0 && int.TryParse(fields[2], out int number))
                users.TryAdd(number, fields[0]);
        }

        return users;
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index)
    {
        foreach (Range field in line.Split((byte)'\t'))
        {
            if (index-- == 0)
                return line[field];
        }

        return default;
    }

    private static int? Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out int number, out int used) && used == text.Length ? number : null;
}
