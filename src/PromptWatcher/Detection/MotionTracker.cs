namespace PromptWatcher.Detection;

/// <summary>Tells a spinner from text that is being written, by which characters change and how steadily, whatever they are.</summary>
internal sealed class MotionTracker
{
    private const int Remembered = 24;

    /// <summary>Symbols that a step of an animation changes at most: a bar of this many cells.</summary>
    private const int WidestStep = 24;

    /// <summary>Steps at one place that make an animation, and steps at any place.</summary>
    private const int StepsAtOnePlace = 3;
    private const int StepsAnywhere = 4;

    /// <summary>Pictures that move over this many rows at once are decoration, such as a logo.</summary>
    private const int DecorationRows = 4;

    /// <summary>Long before any session began.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromDays(-1);

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(3.2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(350);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2.2);
    private static readonly TimeSpan WritingPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WritingStart = TimeSpan.FromMilliseconds(400);

    private readonly (TimeSpan At, int Place)[] _steps = new (TimeSpan, int)[Remembered];
    private int _next;
    private int _count;
    private int _stepRow = -1;
    private TimeSpan _writingSince;

    /// <summary>When something last changed that nobody typed.</summary>
    public TimeSpan LastChange { get; private set; }

    /// <summary>When text last changed that nobody typed.</summary>
    public TimeSpan LastWriting { get; private set; } = Never;

    /// <summary>When a look last changed that nobody typed: a colour that sweeps over a line.</summary>
    public TimeSpan LastLook { get; private set; } = Never;

    /// <summary>The row that moved last as animations do, or -1.</summary>
    public int AnimatedRow { get; private set; } = -1;

    /// <summary>When it did.</summary>
    public TimeSpan AnimatedAt { get; private set; } = Never;

    /// <summary>Until when the animation goes on if nothing more comes; null when there is none.</summary>
    public TimeSpan? AnimatedUntil { get; private set; }

    /// <summary>Text has been coming for a while.</summary>
    public bool IsWriting(TimeSpan now) =>
        now - LastWriting < WritingPause && LastWriting - _writingSince >= WritingStart;

    /// <summary>Until when <see cref="IsWriting"/> holds if nothing more comes.</summary>
    public TimeSpan WritingUntil => LastWriting + WritingPause;

    /// <summary>Takes note of the rows that a frame changed.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="now">Its time.</param>
    /// <param name="top">First row in which a person may be typing.</param>
    /// <param name="bottom">Last row in which a person may be typing.</param>
    /// <param name="isTyped">Something has just been typed, which may change text elsewhere too.</param>
    public void Observe(Frame frame, TimeSpan now, int top, int bottom, bool isTyped)
    {
        int steps = 0, texts = 0, looks = 0, place = 0, stepRow = -1;
        foreach (int row in frame.Changed)
        {
            if (row >= top && row <= bottom)
                continue;
            switch (Compare(frame[row], out int column))
            {
                case Change.None:
                    break;
                case Change.Look:
                    looks++;
                    place = steps == 0 ? -1 - row : place;
                    stepRow = steps == 0 ? row : stepRow;
                    break;
                case Change.Step:
                    steps++;
                    place = column;
                    stepRow = row;
                    break;
                default:
                    texts++;
                    if (row == _stepRow)
                        _stepRow = -1;
                    break;
            }
        }

        if (texts > 0 && !isTyped)
        {
            if (now - LastWriting > WritingPause)
                _writingSince = now;
            LastWriting = LastChange = now;
            if (_stepRow < 0)
                _count = 0;
        }

        if (looks > 0 && !isTyped)
            LastLook = now;
        bool isStep = texts == 0 && steps + looks is > 0 and < DecorationRows;
        if (isStep && (!isTyped || AnimatedUntil > now))
        {
            Step(now, place);
            (_stepRow, AnimatedRow, AnimatedAt) = (stepRow, stepRow, now);
            if (steps > 0)
                LastChange = now;
        }

        AnimatedUntil = Animation();
    }

    private enum Change
    {
        None,
        Look,
        Step,
        Text,
    }

    private static Change Compare(FrameRow row, out int column)
    {
        ReadOnlySpan<char> old = row.Previous, now = row.Text;
        int same = old.CommonPrefixLength(now);
        column = row.ColumnOf(same);
        if (same == old.Length && same == now.Length)
            return row.IsRestyled ? Change.Look : Change.None;
        int i = same, j = same, symbols = 0;
        bool isClock = true;
        while (i < old.Length || j < now.Length)
        {
            char a = i < old.Length ? old[i] : ' ', b = j < now.Length ? now[j] : ' ';
            if (char.IsAsciiDigit(a) != char.IsAsciiDigit(b))
            {
                isClock = false;
                // A counter that grew by a digit moves what follows.
                i += char.IsAsciiDigit(a) || a == ' ' ? 1 : 0;
                j += char.IsAsciiDigit(b) || b == ' ' ? 1 : 0;
                if (!char.IsAsciiDigit(a) && !char.IsAsciiDigit(b) || ++symbols > WidestStep)
                    return Change.Text;
                continue;
            }

            i++;
            j++;
            if (a == b)
                continue;
            bool areDigits = char.IsAsciiDigit(a) && char.IsAsciiDigit(b);
            isClock &= areDigits && ClockTime.IsAt(now, j - 1);
            if (areDigits)
                continue;
            if (char.IsLetterOrDigit(a) || char.IsLetterOrDigit(b) || ++symbols > WidestStep)
                return Change.Text;
        }

        return isClock ? Change.None : Change.Step;
    }

    private void Step(TimeSpan now, int place)
    {
        _steps[_next] = (now, place);
        _next = (_next + 1) % Remembered;
        _count = Math.Min(_count + 1, Remembered);
    }

    private TimeSpan? Animation()
    {
        if (_count == 0)
            return null;
        (TimeSpan last, int place) = At(0);
        int here = 1, all = 1;
        TimeSpan firstHere = last, firstAny = last;
        for (int i = 1; i < _count && last - At(i).At <= Window; i++)
        {
            all++;
            firstAny = At(i).At;
            if (At(i).Place == place)
            {
                here++;
                firstHere = firstAny;
            }
        }

        int needed = place < 0 ? StepsAnywhere : StepsAtOnePlace;
        TimeSpan period = here >= needed ? (last - firstHere) / (here - 1) : all >= StepsAnywhere ? (last - firstAny) / (all - 1) : TimeSpan.Zero;
        if (period == TimeSpan.Zero)
            return null;
        TimeSpan pause = 2.5 * period;
        return last + (pause < ShortestPause ? ShortestPause : pause > LongestPause ? LongestPause : pause);
    }

    private (TimeSpan At, int Place) At(int back) => _steps[(_next - 1 - back + 2 * Remembered) % Remembered];
}
