namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>Which engine a test runs against.</summary>
public enum EngineKind
{
    /// <summary>The <c>dockerd</c> that this machine has.</summary>
    Installed,

    /// <summary>The newest that can be downloaded.</summary>
    Newest,

    /// <summary>Podman's service behind Docker's API.</summary>
    Podman,
}
