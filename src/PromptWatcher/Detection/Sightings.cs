namespace PromptWatcher.Detection;

/// <summary>Since when the frames show what they show.</summary>
internal sealed class Sightings
{
    /// <summary>The question in the last frame, or null.</summary>
    public PromptDraft? Question { get; private set; }

    /// <summary>When this question, or another selection or text in it, was first seen.</summary>
    public TimeSpan QuestionSince { get; private set; }

    /// <summary>When the last question was first missed.</summary>
    public TimeSpan QuestionGone { get; private set; }

    /// <summary>What the last frame proves of rest.</summary>
    public IdleProof Proof { get; private set; }

    /// <summary>When it first did.</summary>
    public TimeSpan ProofSince { get; private set; }

    /// <summary>When there was neither a question nor a proof any more; null while there is one.</summary>
    public TimeSpan? NothingSince { get; private set; }

    /// <summary>Takes note of a frame.</summary>
    public void Observe(PromptDraft? question, IdleProof proof, TimeSpan now)
    {
        if (question is not null && !question.IsOneWith(Question))
            QuestionSince = now;
        if (question is null && Question is not null)
            QuestionGone = now;
        Question = question;
        if (proof != Proof)
            ProofSince = now;
        Proof = proof;
        NothingSince = question is not null || proof != IdleProof.None ? null : NothingSince ?? now;
    }
}
