namespace PromptWatcher.Detection.Profiles;

/// <summary>How large profiles may be: far above any real one, far below what would hold a host up.</summary>
internal static class ProfileLimits
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxFileLength = 256 * 1024;

    /// <summary>Files of one load, with those that are included.</summary>
    public const int MaxFiles = 500;

    /// <summary>Rules of one profile, without those that it includes.</summary>
    public const int MaxRules = 500;

    /// <summary>Entries of any other list.</summary>
    public const int MaxEntries = 100;

    /// <summary>Characters of a regular expression.</summary>
    public const int MaxPatternLength = 1_000;

    /// <summary>Characters of any other text.</summary>
    public const int MaxTextLength = 200;

    /// <summary>Conditions within conditions.</summary>
    public const int MaxNesting = 8;

    /// <summary>Signs of a regular expression with its repetitions written out: (a{100}){100} has 10,000. Building one takes time and memory by this.</summary>
    public const int MaxPatternSize = 5_000;
}
