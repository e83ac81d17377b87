namespace PromptWatcher.Tests.Terminal.Fuzzing;

/// <summary>What programs really print: the recordings, and other terminals' test data where they are present.</summary>
internal static class FuzzMaterial
{
    private const int LongestFile = 1 << 20;

    /// <summary>Every <paramref name="step"/>th of them.</summary>
    public static IReadOnlyList<byte[]> Load(int step = 1) =>
        [.. Recordings.Names.Where((_, i) => i % step == 0).Select(name => Recordings.Open(name).Output), .. ConformanceFiles().Where((_, i) => i % step == 0).Select(File.ReadAllBytes)];

    private static IEnumerable<string> ConformanceFiles() => Directory.Exists(ConformanceData.Root)
        ? Directory.EnumerateFiles(ConformanceData.Root, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length is > 0 and < LongestFile).Order(StringComparer.Ordinal)
        : [];
}
