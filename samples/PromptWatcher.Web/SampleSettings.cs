namespace PromptWatcher.Web;

/// <summary>What can be set on the command line, by variables and in appsettings.json.</summary>
internal sealed class SampleSettings
{
    /// <summary>A folder for records, recordings and the keys of logins; nothing is kept without one.</summary>
    public string? Data { get; set; }

    /// <summary>A file with the key that lets people in. Without one only this machine itself is served.</summary>
    public string? AccessKeyFile { get; set; }

    /// <summary>Marks the sample's containers: those of the same owner are taken over at the start, so two samples on one engine have two.</summary>
    public string Owner { get; set; } = "promptwatcher-web";

    /// <summary>The image of sessions in containers.</summary>
    public string Image { get; set; } = "debian:stable-slim";

    /// <summary>Whose terminals, opened by others, are watched.</summary>
    public HostTerminals HostTerminals { get; set; }

    /// <summary>The image of the containers that look at the engine's host; that of sessions without one.</summary>
    public string? HostImage { get; set; }

    /// <summary>Names under which the application is reached, besides those of this machine.</summary>
    public List<string> Hosts { get; } = [];

    /// <summary>Origins of its pages behind a proxy that ends TLS.</summary>
    public List<string> Origins { get; } = [];
}
