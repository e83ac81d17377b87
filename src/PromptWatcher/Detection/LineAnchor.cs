using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>The prompt or question that stands in front of what a person types: while the line begins with it, it is the same.</summary>
internal sealed class LineAnchor(Screen screen, Frame frame)
{
    private string _text = "";
    private bool _isTypedBehind, _isEverTyped, _isPasteOn;

    /// <summary>The question, or null for a shell's prompt.</summary>
    public PromptDraft? Question { get; private set; }

    /// <summary>Something is typed behind it. Where keys are seen at all, a question that grows without one goes on by itself.</summary>
    public bool Holds(CursorLine line) => (Question is null || IsAnswering) && _text.Length > 0 && frame.IsCursorVisible && line.Before.Length > _text.Length && line.Before.StartsWith(_text);

    /// <summary>Takes the line as it stands.</summary>
    public void Set(CursorLine line, PromptDraft? draft, IdleProof idle)
    {
        Question = draft is { IsLine: true } ? draft : null;
        bool isKept = frame.IsCursorVisible && (Question is not null || (idle == IdleProof.Shell && line.IsAtEnd));
        if (!isKept)
            Forget();
        else if (!line.Before.SequenceEqual(_text))
            (_text, _isTypedBehind, _isPasteOn) = (line.Before.ToString(), false, screen.IsBracketedPaste);
        else if (!_isTypedBehind)
            _isPasteOn = screen.IsBracketedPaste;
    }

    /// <summary>A key was typed.</summary>
    public void Type() => _isTypedBehind = _isEverTyped = true;

    /// <summary>Enter was typed: what stood at the cursor is answered.</summary>
    public void Forget() => _text = "";

    // A line editor that begins behind a question is the shell's, after Ctrl+C: its prompt stands in the same row.
    private bool IsAnswering => (_isTypedBehind || !_isEverTyped) && (_isPasteOn || !screen.IsBracketedPaste);
}
