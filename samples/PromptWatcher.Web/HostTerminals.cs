namespace PromptWatcher.Web;

/// <summary>A host whose terminals, opened by others, are watched.</summary>
internal enum HostTerminals
{
    /// <summary>None.</summary>
    None,

    /// <summary>This machine, directly.</summary>
    Machine,

    /// <summary>The host of the Docker engine, through its socket.</summary>
    Engine,
}
