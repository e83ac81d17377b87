namespace PromptWatcher.Detection;

/// <summary>Gives prompts their numbers: the same one while it is the same question, a new one for the next.</summary>
internal sealed class PromptNumbers
{
    private long _id;
    private PromptDraft? _draft;
    private Prompt? _prompt;
    private bool _isAnswered;

    /// <summary>A prompt was shown, and nobody answered it: a frame without it may be half a picture.</summary>
    public bool IsOpen => _draft is not null;

    /// <summary>The prompt is answered or gone; what comes next is another, even if it looks the same.</summary>
    public void End()
    {
        _draft = null;
        _isAnswered = false;
    }

    /// <summary>A key that answers was typed: once the prompt is away for one frame, it has ended.</summary>
    public void Answer() => _isAnswered = true;

    /// <summary>A frame does not show the prompt.</summary>
    public void Miss()
    {
        if (_isAnswered)
            End();
    }

    /// <summary>A frame asks something else though nobody answered the prompt, as half a picture of it does.</summary>
    public bool IsDoubtful(PromptDraft draft) => _draft is not null && !_isAnswered && !draft.IsOneWith(_draft);

    /// <summary>The prompt for what a frame shows.</summary>
    public Prompt Get(PromptDraft draft)
    {
        if (_prompt is not null && draft.IsSame(_draft))
            return _prompt;
        if (!draft.IsOneWith(_draft))
            _id++;
        _draft = draft;
        return _prompt = new Prompt(_id, draft.Kind, draft.Question, draft.Options)
        {
            Subject = draft.Subject,
            IsMultiSelect = draft.IsMultiSelect,
            SendKeyNames = draft.SendKeyNames,
            Evidence = new PromptEvidence(draft.Structure, draft.Rule, draft.Top, draft.Bottom),
        };
    }
}
