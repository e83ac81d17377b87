using System.Buffers;
using System.Text;

namespace PromptWatcher.Detection;

/// <summary>Watches the title for a spinner in front of a text that stays. A title that spins makes no strings.</summary>
internal sealed class TitleTracker
{
    /// <summary>Frames of a spinner that are told apart.</summary>
    private const int LongestCycle = 32;

    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2.5);

    private readonly Rune[] _cycle = new Rune[LongestCycle];
    private int _cycleLength;
    private byte[] _utf8 = [];
    private int _utf8Length;
    private char[] _text = [], _previous = [];
    private int _length, _previousLength;
    private bool _isCycle;
    private int _steps;

    /// <summary>The title.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>When the title last changed.</summary>
    public TimeSpan Since { get; private set; }

    /// <summary>Until when the title is animated if nothing more comes.</summary>
    public TimeSpan AnimatedUntil => _steps >= 2 ? Since + LongestStep : TimeSpan.Zero;

    /// <summary>Takes note of the title; true when it changed.</summary>
    public bool Observe(ReadOnlySpan<byte> title, TimeSpan now)
    {
        if (title.SequenceEqual(_utf8.AsSpan(0, _utf8Length)))
            return false;
        Take(title);
        ReadOnlySpan<char> rest = Rest(Text);
        bool isStep = now - Since <= LongestStep && rest.Length > 0 && rest.SequenceEqual(Rest(_previous.AsSpan(0, _previousLength)));
        _steps = isStep && IsInCycle(First) ? _steps + 1 : 0;
        if (_steps == 0)
        {
            _isCycle = false;
            _cycleLength = 0;
            if (_length > 0)
                _cycle[_cycleLength++] = First;
        }

        Since = now;
        return true;
    }

    private void Take(ReadOnlySpan<byte> title)
    {
        (_text, _previous) = (_previous, _text);
        _previousLength = _length;
        if (_utf8.Length < title.Length)
            Array.Resize(ref _utf8, title.Length);
        title.CopyTo(_utf8);
        _utf8Length = title.Length;
        if (_text.Length < title.Length)
            Array.Resize(ref _text, title.Length);
        _length = Encoding.UTF8.GetChars(title, _text);
    }

    // Once frames have come back, one that never was there is no part of the spinner: it marks its end.
    private bool IsInCycle(Rune step)
    {
        if (_cycle.AsSpan(0, _cycleLength).Contains(step))
            return _isCycle = true;
        if (_isCycle || _cycleLength == LongestCycle)
            return false;
        _cycle[_cycleLength++] = step;
        return true;
    }

    private Rune First => Rune.DecodeFromUtf16(Text, out Rune first, out _) == OperationStatus.Done ? first : Rune.ReplacementChar;

    // What follows the first word, when that is made of symbols.
    private static ReadOnlySpan<char> Rest(ReadOnlySpan<char> title)
    {
        int blank = title.IndexOf(' ');
        return blank is > 0 and <= 2 && !char.IsLetterOrDigit(title[0]) ? title[blank..] : default;
    }
}
