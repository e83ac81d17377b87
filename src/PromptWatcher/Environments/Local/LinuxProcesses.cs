using System.Globalization;
using System.Text;
using PromptWatcher.Environments.Unix;

namespace PromptWatcher.Environments.Local;

/// <summary>The processes that <c>/proc</c> lists; see proc(5).</summary>
internal static class LinuxProcesses
{
    private static readonly byte[] Assignment = Encoding.ASCII.GetBytes($"{ProgramEnvironment.Marker}=");

    internal static List<ProcessEntry> Read()
    {
        var processes = new List<ProcessEntry>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && Find(id) is { } entry)
                processes.Add(entry with { Marker = Marker(id) });
        }

        return processes;
    }

    /// <summary>One process, without its marker, which is a second file to read and does not tell whether it still runs.</summary>
    internal static ProcessEntry? Find(int id)
    {
        if (TryRead($"/proc/{id}/stat") is not { Length: > 0 } content)
            return null;

        // The name in parentheses may hold anything, so the fields are counted from its last ')'.
        string stat = Encoding.Latin1.GetString(content);
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : new ProcessEntry(id, Number(fields[1]), Number(fields[3]), ulong.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    private static string? Marker(int id)
    {
        ReadOnlySpan<byte> environment = TryRead($"/proc/{id}/environ");
        int start = environment.IndexOf(Assignment);
        if (start < 0)
            return null;
        ReadOnlySpan<byte> value = environment[(start + Assignment.Length)..];
        return Encoding.ASCII.GetString(value.IndexOf((byte)0) is >= 0 and var end ? value[..end] : value);
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    /// <summary>Processes end while they are looked at, and those of other users do not show everything. Any other error, such as a lack of descriptors, says nothing of them.</summary>
    private static byte[]? TryRead(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException
            || gone is IOException { HResult: Posix.ESRCH })
        {
            return null;
        }
    }
}
