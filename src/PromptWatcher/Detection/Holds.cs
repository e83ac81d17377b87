namespace PromptWatcher.Detection;

/// <summary>How long what a frame shows must stand, or be gone, before it counts.</summary>
internal static class Holds
{
    /// <summary>A question whose structure leaves no doubt. Programs that erase and write again without announcing it show half a picture for about 30 ms.</summary>
    public static readonly TimeSpan Certain = TimeSpan.FromMilliseconds(40);

    /// <summary>A question that may be text of another kind.</summary>
    public static readonly TimeSpan Doubtful = TimeSpan.FromMilliseconds(200);

    /// <summary>A line that came word by word: the answer of a language model that pauses.</summary>
    public static readonly TimeSpan Streamed = TimeSpan.FromSeconds(3);

    /// <summary>What a program says it asks, and its screen does not show: it may only be about to.</summary>
    public static readonly TimeSpan Reported = TimeSpan.FromMilliseconds(700);

    /// <summary>A question that is gone, though nobody answered it.</summary>
    public static readonly TimeSpan Gone = TimeSpan.FromMilliseconds(120);

    /// <summary>Enter, until the program shows what it makes of it.</summary>
    public static readonly TimeSpan Enter = TimeSpan.FromMilliseconds(150);

    /// <summary>Enter at an idle input box that comes back: the program may still begin.</summary>
    public static readonly TimeSpan EnterAtBox = TimeSpan.FromMilliseconds(750);

    /// <summary>The same at a framed box, while nothing shows work: Claude Code 2.1.20 goes on 0.97 s after its plan was approved.</summary>
    public static readonly TimeSpan EnterAtFramedBox = TimeSpan.FromMilliseconds(1500);

    /// <summary>Enter on a list that stands as before: the program has not taken it.</summary>
    public static readonly TimeSpan IgnoredEnter = TimeSpan.FromSeconds(2);

    /// <summary>The program's own prompt is gone, and nobody typed.</summary>
    public static readonly TimeSpan Lost = TimeSpan.FromMilliseconds(600);

    /// <summary>A program that has printed, and shows no prompt of its own.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromSeconds(1);

    /// <summary>A message that still stands in the input box after Enter.</summary>
    public static readonly TimeSpan NotTaken = TimeSpan.FromSeconds(8);

    /// <summary>A message that was taken from the input box, and nobody shows yet that he works on it: OpenCode on a busy machine takes 2.8 s.</summary>
    public static readonly TimeSpan Taken = TimeSpan.FromSeconds(3);

    /// <summary>A program that draws the whole screen shows no sign of work, and no key was pressed.</summary>
    public static readonly TimeSpan Still = TimeSpan.FromSeconds(2);

    /// <summary>What comes this soon after a key was brought about by it.</summary>
    public static readonly TimeSpan ByKey = TimeSpan.FromSeconds(2);

    /// <summary>How long a question must stand before it counts.</summary>
    public static TimeSpan Question(bool isStreamed, bool isCertain, bool isReported, bool isCalled) =>
        isStreamed ? Streamed : isCertain ? Certain : isReported ? Reported : isCalled ? Certain : Doubtful;

    /// <summary>How long nothing may move before a proof of rest counts.</summary>
    public static TimeSpan Rest(IdleProof proof, bool isReported, bool isStarting) => proof switch
    {
        IdleProof.Bar => TimeSpan.Zero,
        IdleProof.Shell => TimeSpan.FromMilliseconds(120),
        IdleProof.InputBox => TimeSpan.FromMilliseconds(isStarting ? 700 : isReported ? 300 : 450),
        _ => TimeSpan.FromMilliseconds(600),
    };
}
