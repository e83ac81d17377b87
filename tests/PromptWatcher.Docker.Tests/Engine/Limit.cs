namespace PromptWatcher.Docker.Tests.Engine;

/// <summary>How long a test waits for what has to come, before it fails in place of hanging.</summary>
internal static class Limit
{
    internal static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    internal static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Generous);

    internal static Task InTime(this Task task) => task.WaitAsync(Generous);
}
