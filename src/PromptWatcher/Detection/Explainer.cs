using PromptWatcher.Environments;
using PromptWatcher.Terminal;

namespace PromptWatcher.Detection;

/// <summary>Lists what the detector looked at, and what became of it. Only made when somebody asks.</summary>
internal sealed class Explainer(
    Screen screen, Frame frame, RuleSet rules, ScreenEvidence evidence, SignalEvidence signals, MotionTracker motion, TitleTracker title, WorkSigns signs, Typed typed, StateDecider decider)
{
    private readonly List<Finding> _findings = [];
    private TimeSpan _now;

    /// <summary>The explanation of the present state.</summary>
    public Explanation Explain(TerminalModes? modes, TimeSpan now)
    {
        _now = now;
        AddSignals();
        AddStructure(modes);
        AddRules();
        AddKernel(modes);
        AddTime();
        return new Explanation(now, decider.State, Reason(), _findings);
    }

    private void AddSignals()
    {
        Add(DetectionLayer.Signal, "title", title.Text.IsEmpty ? "" : $"'{title.Text}', {Ago(title.Since)}", signals.Title, Sign(WorkSign.Title));
        Add(DetectionLayer.Signal, "title-animation", Until(WorkSign.TitleAnimation), Work(WorkSign.TitleAnimation), Sign(WorkSign.TitleAnimation));
        Add(DetectionLayer.Signal, "progress", signals.IsProgressing ? $"{screen.Progress.Kind} {screen.Progress.Percent} %, {Ago(signals.ProgressSince)}" : "", Work(WorkSign.Progress), Sign(WorkSign.Progress));
        Activity? status = signals.Status?.State switch
        {
            ProgramState.Working => Activity.Working,
            ProgramState.Blocked => Activity.Awaiting,
            ProgramState.Idle or ProgramState.Done => Activity.Idle,
            _ => null,
        };
        Add(DetectionLayer.Signal, "program-status", signals.Status is { } record ? $"{record.State} {record.Message}, {Ago(signals.StatusSince)}" : "", status, Sign(WorkSign.Status));
        Add(DetectionLayer.Signal, "notification", screen.Notification is { } text ? $"'{text}'" : "", null);
        Add(DetectionLayer.Signal, "shell-mark", screen.LastShellMark.Kind == ShellMarkKind.None ? "" : $"{screen.LastShellMark.Kind} in row {screen.LastShellMark.Row}", null);
        Add(DetectionLayer.Signal, "modes", Join([
            frame.IsAlternate ? "alternate screen" : null,
            screen.IsBracketedPaste ? "bracketed paste" : null,
            screen.IsSynchronizing ? "inside an update" : null,
            frame.IsCursorVisible ? $"cursor at {frame.CursorRow},{frame.CursorColumn}" : "cursor hidden"]), null);
    }

    private void AddStructure(TerminalModes? modes)
    {
        PromptDraft? draft = evidence.Asked;
        string asked = draft is null ? ""
            : $"{draft.Kind} '{draft.Question}' in rows {draft.Top} to {draft.Bottom}, {draft.Options.Count} options, {(draft.IsCertain ? "certain" : "doubtful")}";
        Add(DetectionLayer.Structure, "question", asked, draft is null ? null : Activity.Awaiting, decider.Ground == Ground.Question);
        Add(DetectionLayer.Structure, "list", evidence.DescribeList(modes, _now), null);
        bool isRest = decider.Ground == Ground.Rest;
        Add(DetectionLayer.Structure, "input-box", evidence.Box is { } box ? $"rows {box.Top} to {box.Bottom}" : "", evidence.Box is null ? null : Activity.Idle, isRest && evidence.Idle == IdleProof.InputBox);
        bool isOther = evidence.Idle is not (IdleProof.None or IdleProof.InputBox);
        Add(DetectionLayer.Structure, "prompt", isOther ? $"{evidence.Idle}: '{evidence.Line.Before}'" : "", isOther ? Activity.Idle : null, isRest && isOther);
        Add(DetectionLayer.Structure, "busy-line", evidence.Status.IsBusy ? evidence.Status.IsBusyBelow ? "below the input box" : "above" : "", Work(WorkSign.BusyLine), Sign(WorkSign.BusyLine));
        bool isOverlay = decider.Ground == Ground.Overlay;
        Add(DetectionLayer.Structure, "overlay", isOverlay ? "a panel that came up right after a key" : "", Activity.Idle, isOverlay);
    }

    private void AddRules()
    {
        // What could not be read was not asked, and asked again it would fail again.
        if (decider.Ground == Ground.Failure)
            return;
        foreach (CompiledRule rule in rules.All)
        {
            string[] lines = [.. (rule.Rule.Region == RuleRegion.Title ? [title.Text.ToString()] : evidence.Lines(rule.Rule.Region)).Where(static line => line.Length > 0)];
            bool holds = lines.Length > 0 && rule.Holds(new LineSource(lines));
            string seen = lines.FirstOrDefault(line => rule.Holds(new LineSource(line))) ?? string.Join(" | ", lines);
            string meaning = rule.Rule.Condition is { } condition ? $", {condition}" : rule.Name == decider.State.Prompt?.Evidence?.Rule ? ", told the kind" : "";
            Add(DetectionLayer.Profile, rule.Name, holds ? $"{rule.Rule.Region}: '{seen}'{meaning}" : "", rule.Rule.State, IsDecisive(rule));
        }
    }

    private bool IsDecisive(CompiledRule rule) =>
        (Sign(WorkSign.Title) && rule == signals.TitleRule) || (Sign(WorkSign.BusyLine) && rule.Rule is { State: Activity.Working, Region: RuleRegion.Status });

    private void AddKernel(TerminalModes? modes)
    {
        bool isSecret = modes is { Canonical: true, Echo: false };
        Add(DetectionLayer.Kernel, "line-discipline", modes is { } known ? $"canonical {known.Canonical}, echo {known.Echo}" : "", isSecret ? Activity.Awaiting : null);
    }

    private void AddTime()
    {
        Add(DetectionLayer.Time, "animation", Until(WorkSign.Animation), Work(WorkSign.Animation), Sign(WorkSign.Animation));
        Add(DetectionLayer.Time, "writing", Until(WorkSign.Writing), Work(WorkSign.Writing), Sign(WorkSign.Writing));
        Add(DetectionLayer.Time, "last-change", motion.LastChange > TimeSpan.Zero ? Ago(motion.LastChange) : "", null);
        Add(DetectionLayer.Time, "typed", typed.Last >= TimeSpan.Zero ? Ago(typed.Last) : "", null);
        Add(DetectionLayer.Time, "due", decider.Due is { } due ? $"in {(due - _now).TotalSeconds:F2} s" : "", null);
    }

    private string Reason() => decider.Ground switch
    {
        Ground.Start => "The program has only begun.",
        Ground.Question => "A question stands on the screen.",
        Ground.Work => decider.Sign switch
        {
            WorkSign.Animation => "Something on the screen moves steadily.",
            WorkSign.Writing => "Text comes.",
            WorkSign.BusyLine => "A line says that work goes on.",
            WorkSign.TitleAnimation => "The title moves steadily.",
            WorkSign.Status => "The program reports that it works.",
            WorkSign.Title => "The title says that it works.",
            _ => "The program reports progress.",
        },
        Ground.NotTaken => "The message that was sent still stands in the input box.",
        Ground.Taken => "The program has taken the message that was sent.",
        Ground.Sent => "A message was sent, and the program has begun to write.",
        Ground.Rest => evidence.Idle == IdleProof.InputBox ? "The input box is there and nothing moves." : "The program's own prompt is there and nothing moves.",
        Ground.Overlay => "The user opened a panel over the program's own prompt.",
        Ground.QuestionGone => "The question is gone.",
        Ground.Entered => "Enter was typed and the program's own prompt is gone.",
        Ground.PromptGone => "The program's own prompt is gone, and nobody typed.",
        Ground.Started => "The program prints, and shows no prompt of its own.",
        Ground.Kept => "Nothing proves another state than the last one.",
        Ground.Failure => "What the screen shows could not be read; the log has the reason.",
        Ground.Exit => "The program has ended.",
        _ => throw new InvalidOperationException($"No sentence for {decider.Ground}."),
    };

    private void Add(DetectionLayer layer, string name, string saw, Activity? says, bool isDecisive = false)
    {
        FindingOutcome outcome = says is null || saw.Length == 0 ? FindingOutcome.Silent
            : isDecisive ? FindingOutcome.Decided
            : says == decider.State.Activity ? FindingOutcome.Agrees
            : FindingOutcome.Overruled;
        _findings.Add(new Finding(layer, name, saw, saw.Length == 0 ? null : says, outcome));
    }

    private bool Sign(WorkSign sign) => decider.Ground == Ground.Work && decider.Sign == sign;

    private Activity? Work(WorkSign sign) => signs.Until(sign, _now) > _now ? Activity.Working : null;

    private string Until(WorkSign sign) => signs.Until(sign, _now) is { } until && until > _now ? $"for {(until - _now).TotalSeconds:F2} s more" : "";

    private string Ago(TimeSpan at) => $"{(_now - at).TotalSeconds:F2} s ago";

    private static string Join(IEnumerable<string?> parts) => string.Join(", ", parts.Where(static part => part is not null));
}
