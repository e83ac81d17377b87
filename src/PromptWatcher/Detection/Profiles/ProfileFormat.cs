namespace PromptWatcher.Detection.Profiles;

/// <summary>The one description of a profile's members: the strict reader and the schema for editors are both made from it.</summary>
internal static class ProfileFormat
{
    /// <summary>Names the schema; for editors, and not kept.</summary>
    public const string SchemaMember = "$schema";

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public const string IdPattern = "^[a-z0-9][a-z0-9-]*$";

    private static readonly Shape Texts = new Shape.List(new Shape.Text(ProfileLimits.MaxTextLength), ProfileLimits.MaxEntries);
    private static readonly Shape Patterns = new Shape.List(new Shape.Text(ProfileLimits.MaxPatternLength), ProfileLimits.MaxEntries);
    private static readonly Shape Kinds = new Shape.Choice(Enum.GetNames<PromptKind>());

    /// <summary>A whole file.</summary>
    public static ObjectShape Profile { get; } = new("profile", "What is known of one program's screens.",
        new(SchemaMember, new Shape.Text(ProfileLimits.MaxTextLength), "Where the schema is, for completion in editors."),
        new("id", new Shape.Text(ProfileLimits.MaxTextLength, IdPattern), "Names the profile: lower-case letters, digits and hyphens. One with the id of another takes its place.", IsRequired: true),
        new("name", new Shape.Text(ProfileLimits.MaxTextLength), "The program's name as people write it."),
        new("commands", Texts, "File names and package names of the commands that start the program."),
        new("runsOthers", new Shape.Flag(), "The program runs others on its own terminal, as shells do: they are recognised while it runs."),
        new("recognize", new Shape.Object(() => Recognition!), "How the program is recognised when the command line does not tell."),
        new("include", Texts, "Profiles whose rules come after its own: ids, or names of files that stand beside it. A rule with an id that is taken is left out."),
        new("rules", new Shape.List(new Shape.Object(() => Rule!), ProfileLimits.MaxRules), "What texts on its screen mean. Structure (menus, input boxes, spinners) needs no rule."));

    /// <summary>How a program is recognised.</summary>
    public static ObjectShape Recognition { get; } = new("recognition", "What only this program shows. It counts only beside an input box of its own or in full screen.",
        new("title", Patterns, "Regular expressions one of which the terminal's title matches."),
        new("screen", Patterns, "Regular expressions one of which a line of the screen matches: a banner with name and version, or the input box's own hint."));

    /// <summary>One rule.</summary>
    public static ObjectShape Rule { get; } = new("rule", "What a text means, for the state or for a condition beside it.",
        new("id", new Shape.Text(ProfileLimits.MaxTextLength), "Names the rule within its profile.", IsRequired: true),
        new("state", new Shape.Choice(nameof(Activity.Working), nameof(Activity.Idle), nameof(Activity.Awaiting)), "What it is evidence for. Either state or condition."),
        new("condition", new Shape.Choice([.. Enum.GetNames<AgentConditions>().Where(static name => name != nameof(AgentConditions.None))]), "What it shows to hold beside the state. Either state or condition."),
        new("kind", Kinds, "The kind of prompt. Only, and always but in titles, with the state Awaiting."),
        new("refines", Kinds, "Holds only for prompts of this kind so far. Only in the regions Question and Options."),
        new("priority", new Shape.Number(), "Rules with higher numbers are asked first; 0 if it is left out. Among equals, a profile's own come before those that it includes, and these before the general ones."),
        new("region", new Shape.Choice(Enum.GetNames<RuleRegion>()),
            "Which text it looks at. Working: Title, Status. Idle: Title, Status. Awaiting: Title, CursorLine, LastLine, Question, Options, FieldOption. Conditions: Title, Status.", IsRequired: true),
        new("when", new Shape.Object(() => When!), "What must be there.", IsRequired: true));

    /// <summary>What a rule looks for.</summary>
    public static ObjectShape When { get; } = new("when", "What must be in the region's lines; all members that are given must hold.",
        new("contains", Texts, "Texts each of which some line contains; case does not matter."),
        new("regex", Patterns, "Regular expressions each of which some line matches. They run in linear time, so without look-around and back-references."),
        new("any", new Shape.List(new Shape.Object(() => When!), ProfileLimits.MaxEntries), "Conditions of which at least one holds."),
        new("not", new Shape.List(new Shape.Object(() => When!), ProfileLimits.MaxEntries), "Conditions of which none holds."));
}
