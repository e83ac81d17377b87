namespace PromptWatcher.Docker.Tests.Engines;

/// <summary>The images that every engine of the tests has.</summary>
internal static class Images
{
    /// <summary>bash, git, tmux, coreutils, ps, and a user <c>agent</c> (1000).</summary>
    internal const string Full = "promptwatcher-test:1";

    /// <summary>One busybox at <see cref="BusyBox"/>: no shell, no stty.</summary>
    internal const string Bare = "promptwatcher-bare:1";

    internal const string BusyBox = "/odd/place/busybox";
}
