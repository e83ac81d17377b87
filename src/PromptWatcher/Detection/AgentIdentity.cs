using PromptWatcher.Detection.Profiles;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Knows which program is on the terminal, and keeps the rules for it.</summary>
/// <remarks>
/// A program that was not named is recognised by its title or its banner, but only where it also has the terminal: beside an input box
/// that no shell has, or by its title in full screen. Text that a shell prints has neither. A shell's prompt ends it.
/// </remarks>
internal sealed class AgentIdentity
{
    /// <summary>How long after its input box has come a program is looked for: banners stand there from the start, so what comes later is talk.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Screen _screen;
    private readonly Frame _frame;
    private readonly TitleTracker _title;
    private readonly AgentProfileStore? _store;
    private AgentProfiles _profiles;
    private AgentProfile? _named;
    private AgentProfile? _recognized;
    private bool _isStanding;
    private TimeSpan _until;
    private TimeSpan _titleSince;

    public AgentIdentity(Frame frame, TitleTracker title, Screen screen, AgentProfile? named, AgentProfileStore? store)
    {
        _title = title;
        _screen = screen;
        _frame = frame;
        _named = named;
        _store = store;
        _profiles = store?.Current ?? AgentProfiles.Default;
        Rules = new RuleSet(_profiles, named);
    }

    /// <summary>The program: the one that was recognised on the terminal, else the one that was named; null while none is known.</summary>
    public AgentProfile? Profile => _recognized ?? _named;

    /// <summary>The rules that hold for it.</summary>
    public RuleSet Rules { get; }

    /// <summary>Looks at what has changed. True when <see cref="Rules"/> are others now, so that what was read by them is to be read again.</summary>
    public bool Observe(ScreenEvidence evidence, bool isFrameNew, TimeSpan now)
    {
        bool isTitleNew = _titleSince != _title.Since;
        _titleSince = _title.Since;
        bool isChanged = TakeProfiles();
        if ((isTitleNew || isFrameNew) && (_named is null || _named.RunsOthers))
        {
            AgentProfile? found = Find(evidence, isTitleNew, now);
            if (!ReferenceEquals(found, _recognized))
            {
                _recognized = found;
                isChanged = true;
            }
        }

        if (isChanged)
            Rules.Use(_profiles, Profile);
        return isChanged;
    }

    private bool TakeProfiles()
    {
        if (_store?.Current is not { } current || ReferenceEquals(current, _profiles))
            return false;
        _profiles = current;
        _named = Renewed(_named);
        _recognized = Renewed(_recognized);
        return true;
    }

    private AgentProfile? Renewed(AgentProfile? profile) => profile is not null && _profiles.TryGet(profile.Id, out AgentProfile? renewed) ? renewed : profile;

    private AgentProfile? Find(ScreenEvidence evidence, bool isTitleNew, TimeSpan now)
    {
        if (evidence.Idle == IdleProof.Shell || _screen.LastShellMark.Kind is ShellMarkKind.PromptStart or ShellMarkKind.CommandStart)
        {
            _isStanding = false;
            return null;
        }

        if (_recognized is not null)
            return _recognized;
        bool hasBox = evidence.Box is { } box && (box.IsFramed || HasSetting(box));
        bool isNew = !_isStanding;
        _isStanding = hasBox || _frame.IsAlternate;
        if (!_isStanding)
            return null;
        if (isNew)
            _until = now + Window;
        if (now > _until)
            return null;
        return (isNew || isTitleNew ? ByTitle() : null) ?? (hasBox ? ByLine(isNew) : null);
    }

    // A line without a frame may be a shell's, but shells write nothing below theirs, and draw no line above.
    private bool HasSetting(InputBox box)
    {
        if (box.Top > 0 && _frame[box.Top - 1].Kind == RowKind.Rule)
            return true;
        for (int row = box.Bottom + 1; row <= _frame.Last; row++)
        {
            if (_frame.IsText(row))
                return true;
        }

        return false;
    }

    private AgentProfile? ByTitle()
    {
        ReadOnlySpan<char> title = _title.Text;
        if (title.IsEmpty)
            return null;
        foreach (AgentSigns signs in _profiles.Signs)
        {
            if (signs.IsTitle(title))
                return signs.Profile;
        }

        return null;
    }

    private AgentProfile? ByLine(bool isWhole)
    {
        int count = isWhole ? _frame.Last + 1 : _frame.Changed.Count;
        for (int i = 0; i < count; i++)
        {
            int row = isWhole ? i : _frame.Changed[i];
            if (!_frame.IsText(row))
                continue;
            foreach (AgentSigns signs in _profiles.Signs)
            {
                if (signs.IsLine(_frame[row].Content))
                    return signs.Profile;
            }
        }

        return null;
    }
}
