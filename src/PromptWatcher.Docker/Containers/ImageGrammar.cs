using System.Globalization;
using PromptWatcher.Docker.Engine;

namespace PromptWatcher.Docker.Containers;

/// <summary>The grammar of <c>[registry[:port]/]name[:tag][@digest]</c>, after https://github.com/distribution/reference.</summary>
internal static class ImageGrammar
{
    private const int MaxNameLength = 255;
    private const int MaxTagLength = 128;
    private const int MaxPort = 65_535;

    /// <summary>What is wrong with a reference; <see langword="null"/> when an engine can look it up.</summary>
    internal static string? Problem(string image) => IsDigest(image) || IsReference(image) ? null
        : $"{Printable.Quote(image)} is no image. Write it as in 'node:22', 'registry.example:5000/team/agent:1.2' or 'node@sha256:' and 64 digits; names are lower-case.";

    private static bool IsReference(string image)
    {
        int at = image.IndexOf('@');
        if (at >= 0 && !IsDigest(image.AsSpan(at + 1)))
            return false;
        ReadOnlySpan<char> name = at < 0 ? image : image.AsSpan(0, at);
        int colon = name.LastIndexOf(':');
        if (colon > name.LastIndexOf('/'))
        {
            if (!IsTag(name[(colon + 1)..]))
                return false;
            name = name[..colon];
        }

        return name.Length <= MaxNameLength && IsName(name);
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        int slash = name.IndexOf('/');
        if (slash > 0 && ImageReference.IsRegistry(name[..slash]))
        {
            if (!IsRegistry(name[..slash]))
                return false;
            name = name[(slash + 1)..];
        }

        foreach (Range part in name.Split('/'))
        {
            if (!IsPathComponent(name[part]))
                return false;
        }

        return true;
    }

    private static bool IsRegistry(ReadOnlySpan<char> registry)
    {
        int end = registry[0] == '[' ? registry.IndexOf(']') + 1 : registry.IndexOf(':');
        ReadOnlySpan<char> host = end < 0 ? registry : registry[..end];
        ReadOnlySpan<char> port = registry[host.Length..];
        if (port.Length > 0 && !(port[0] == ':' && int.TryParse(port[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= MaxPort))
            return false;
        if (host is ['[', .. var address, ']'])
            return address.IndexOfAnyExcept("0123456789abcdefABCDEF:") < 0 && System.Net.IPAddress.TryParse(address, out _);
        foreach (Range part in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[part];
            if (label.Length == 0 || !char.IsAsciiLetterOrDigit(label[0]) || !char.IsAsciiLetterOrDigit(label[^1]) || !IsOf(label, "-"))
                return false;
        }

        return true;
    }

    /// <summary>Runs of lower-case letters and digits with one '.', one or two '_' or any number of '-' between them.</summary>
    private static bool IsPathComponent(ReadOnlySpan<char> part)
    {
        if (part.Length == 0 || !IsLowerOrDigit(part[0]) || !IsLowerOrDigit(part[^1]))
            return false;
        for (int i = 0; i < part.Length;)
        {
            int run = i;
            while (i < part.Length && !IsLowerOrDigit(part[i]))
                i++;
            ReadOnlySpan<char> separator = part[run..i];
            if (separator is not ([] or "." or "_" or "__") && separator.IndexOfAnyExcept('-') >= 0)
                return false;
            i++;
        }

        return true;
    }

    private static bool IsTag(ReadOnlySpan<char> tag) =>
        tag.Length is > 0 and <= MaxTagLength && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_') && IsOf(tag, "_.-");

    private static bool IsDigest(ReadOnlySpan<char> digest)
    {
        int colon = digest.IndexOf(':');
        int digits = colon < 0 ? 0 : digest[..colon] switch { "sha256" => 64, "sha384" => 96, "sha512" => 128, _ => 0 };
        return digits > 0 && digest.Length - colon - 1 == digits && digest[(colon + 1)..].IndexOfAnyExcept("0123456789abcdef") < 0;
    }

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static bool IsOf(ReadOnlySpan<char> text, string others)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !others.Contains(c))
                return false;
        }

        return true;
    }
}
