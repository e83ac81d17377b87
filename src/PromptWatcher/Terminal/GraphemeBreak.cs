namespace PromptWatcher.Terminal;

/// <summary>Finds where one character that a person sees ends and the next begins (Unicode 17, UAX #29, extended grapheme clusters).</summary>
/// <remarks>Fed with one code point after another; the BCL's data lags Unicode by a version and knows no Indic conjuncts.</remarks>
internal partial struct GraphemeBreak
{
    private const int ZeroWidthNonJoiner = 0x200c, ZeroWidthJoiner = 0x200d;
    private const int FirstSyllable = 0xac00, LastSyllable = 0xd7a3, SyllablesPerVowel = 28;

    /// <summary>In the order of the generated table, then those that the code tells.</summary>
    private enum Class : byte
    {
        Other, Control, Extend, Linker, Consonant, Prepend, SpacingMark, RegionalIndicator, L, V, T, Pictographic, EmojiVariation,
        LV, LVT, CarriageReturn, LineFeed, NonJoiner, Joiner, Start,
    }

    /// <summary>What a conjunct (GB9c) or an emoji sequence (GB11) has seen so far.</summary>
    private enum Sequence : byte
    {
        None, Consonant, LinkedConsonant, Pictograph, JoinedPictograph,
    }

    private Class _previous;
    private Sequence _sequence;
    private bool _isOddIndicator;

    /// <summary>Before the first code point.</summary>
    public static GraphemeBreak Initial => new() { _previous = Class.Start };

    /// <summary>Takes the next code point; returns whether a cluster begins with it.</summary>
    public bool Next(int codePoint)
    {
        Class next = ClassOf(codePoint);
        bool breaks = Breaks(next);
        _isOddIndicator = next == Class.RegionalIndicator && (breaks || _previous != Class.RegionalIndicator || !_isOddIndicator);
        _sequence = Advance(next);
        _previous = next;
        return breaks;
    }

    /// <summary>Whether the code point joins only what follows it, which a screen has no cell for.</summary>
    public static bool IsPrepend(int codePoint) => ClassOf(codePoint) == Class.Prepend;

    /// <summary>Whether the code point is half of a flag.</summary>
    public static bool IsRegionalIndicator(int codePoint) => ClassOf(codePoint) == Class.RegionalIndicator;

    /// <summary>Whether the code point has both a text and an emoji form (VS15 and VS16 choose).</summary>
    public static bool HasEmojiVariation(int codePoint) =>
        ClassOf(codePoint) == Class.EmojiVariation || codePoint is '#' or '*' or >= '0' and <= '9';

    private readonly bool Breaks(Class next) => (_previous, next) switch
    {
        (Class.Start, _) => true,
        (Class.CarriageReturn, Class.LineFeed) => false,
        (Class.Control or Class.CarriageReturn or Class.LineFeed, _) => true,
        (_, Class.Control or Class.CarriageReturn or Class.LineFeed) => true,
        (Class.L, Class.L or Class.V or Class.LV or Class.LVT) => false,
        (Class.LV or Class.V, Class.V or Class.T) => false,
        (Class.LVT or Class.T, Class.T) => false,
        (_, Class.Extend or Class.Linker or Class.NonJoiner or Class.Joiner or Class.SpacingMark) => false,
        (Class.Prepend, _) => false,
        (_, Class.Consonant) => _sequence != Sequence.LinkedConsonant,
        (Class.Joiner, Class.Pictographic or Class.EmojiVariation) => _sequence != Sequence.JoinedPictograph,
        (Class.RegionalIndicator, Class.RegionalIndicator) => !_isOddIndicator,
        _ => true,
    };

    private readonly Sequence Advance(Class next) => next switch
    {
        Class.Consonant => Sequence.Consonant,
        Class.Pictographic or Class.EmojiVariation => Sequence.Pictograph,
        Class.Linker when _sequence is Sequence.Consonant or Sequence.LinkedConsonant => Sequence.LinkedConsonant,
        Class.Joiner when _sequence == Sequence.Pictograph => Sequence.JoinedPictograph,
        Class.Joiner when _sequence != Sequence.JoinedPictograph => _sequence,
        Class.Extend when _sequence != Sequence.JoinedPictograph => _sequence,
        Class.Linker or Class.NonJoiner when _sequence == Sequence.Pictograph => _sequence,
        _ => Sequence.None,
    };

    private static Class ClassOf(int codePoint)
    {
        if (codePoint is >= FirstSyllable and <= LastSyllable)
            return (codePoint - FirstSyllable) % SyllablesPerVowel == 0 ? Class.LV : Class.LVT;
        switch (codePoint)
        {
            case '\r': return Class.CarriageReturn;
            case '\n': return Class.LineFeed;
            case ZeroWidthNonJoiner: return Class.NonJoiner;
            case ZeroWidthJoiner: return Class.Joiner;
        }

        int block = Blocks[codePoint >> 8];
        int offset = codePoint & 0xff;
        return (Class)(Classes[block * 128 + (offset >> 1)] >> 4 * (offset & 1) & 0xf);
    }
}
