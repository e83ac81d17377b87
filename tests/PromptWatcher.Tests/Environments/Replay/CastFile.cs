using System.IO.Compression;
using System.Text;

namespace PromptWatcher.Tests.Environments.Replay;

/// <summary>A recording in a temporary file.</summary>
internal sealed class CastFile : IDisposable
{
    public const string HeaderV2 = """{"version":2,"width":80,"height":24,"timestamp":1700000000}""";
    public const string HeaderV3 = """{"version":3,"term":{"cols":100,"rows":30}}""";

    public CastFile(params string[] lines)
        : this(Encoding.UTF8.GetBytes(string.Join('\n', lines)))
    {
    }

    public CastFile(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"promptwatcher-{Guid.NewGuid():N}.cast");

    public static byte[] Gzip(params string[] lines)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return target.ToArray();
    }

    public void Dispose() => File.Delete(Path);
}
