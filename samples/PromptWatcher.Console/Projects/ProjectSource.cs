using System.Security.Cryptography;
using System.Text;

namespace PromptWatcher.Console.Projects;

/// <summary>What <c>--project</c> names: a directory of this machine, or a URL.</summary>
/// <param name="Place">The directory's full path, or the URL.</param>
/// <param name="Id">The project's id: the last name in the place, and six digits that tell places of one name apart.</param>
internal sealed record ProjectSource(string Place, string Id)
{
    private const int LongestName = 40;

    public bool IsDirectory => Place.StartsWith('/');

    /// <exception cref="UsageException">It is neither.</exception>
    public static ProjectSource Of(string given)
    {
        bool isUrl = given.Contains("://", StringComparison.Ordinal);
        string place = isUrl ? given : Path.GetFullPath(given);
        if (!isUrl && !Directory.Exists(place))
            throw new UsageException($"--project {given} is no directory. Name one that has a git repository, or a URL.");
        string name = Path.GetFileNameWithoutExtension(place.TrimEnd('/'));
        string letters = string.Concat(name.ToLowerInvariant().Where(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')).TrimStart('-', '_');
        string digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..6];
        return new ProjectSource(place, $"{(letters.Length == 0 ? "project" : letters[..Math.Min(letters.Length, LongestName)])}-{digits}");
    }
}
