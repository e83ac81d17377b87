namespace PromptWatcher.Detection.Profiles;

/// <summary>The members that a JSON object of a profile may have.</summary>
/// <param name="Name">What the schema calls it.</param>
/// <param name="Description">What it is, for whoever writes one.</param>
/// <param name="Members">Its members.</param>
internal sealed record ObjectShape(string Name, string Description, params MemberShape[] Members)
{
    /// <summary>The member of a name, or null.</summary>
    public MemberShape? Find(string name) => Array.Find(Members, member => member.Name == name);
}
