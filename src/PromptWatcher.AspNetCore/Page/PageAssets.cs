using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace PromptWatcher.AspNetCore.Page;

/// <summary>The page's files, which are inside the assembly.</summary>
internal sealed class PageAssets
{
    private const string Prefix = "page/";
    private const int VersionLength = 16;

    private readonly FrozenDictionary<string, Asset> _assets;
    private readonly string _index;

    public PageAssets()
    {
        var assets = new SortedDictionary<string, Asset>(StringComparer.Ordinal);
        foreach (string name in typeof(PageAssets).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
            assets[name[Prefix.Length..]] = Read(name);
        assets.Remove("index.html", out Asset? index);
        _index = Encoding.UTF8.GetString(index!.Bytes);
        _assets = assets.ToFrozenDictionary(StringComparer.Ordinal);
        Version = Hash([.. assets.Values.SelectMany(static asset => asset.Bytes)])[..VersionLength];
    }

    /// <summary>Changes with any of the files, and stands in their addresses: what a browser has kept is never of another version.</summary>
    internal string Version { get; }

    internal Asset? Find(string name) => _assets.GetValueOrDefault(name);

    /// <summary>The page itself, whose styles carry a nonce of this answer.</summary>
    internal string Index(string nonce) => _index.Replace("{version}", Version, StringComparison.Ordinal).Replace("{nonce}", nonce, StringComparison.Ordinal);

    private static Asset Read(string resource)
    {
        using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream(resource)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new Asset(bytes, ContentType(resource), $"\"{Hash(bytes)[..VersionLength]}\"");
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A file as it is served.</summary>
    internal sealed record Asset(byte[] Bytes, string ContentType, string ETag);
}
