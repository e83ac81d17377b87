using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>The time that a program has to end by itself.</summary>
internal static class KillGrace
{
    /// <summary>What a program that is to end may still print for a consumer that does not read; one that prints more is not waited for.</summary>
    private const long MostKept = 16 * 1024 * 1024;

    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(50);

    /// <summary><see langword="true"/> when the exit was told within the time.</summary>
    internal static async Task<bool> EndedAsync(Task exited, PtyOutput output, TimeSpan grace, TimeProvider time, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        while (!exited.IsCompleted && time.GetElapsedTime(begin) < grace && output.KeptBytes <= MostKept)
        {
            await ((Task)exited.WaitAsync(Slice, time, cancellationToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return exited.IsCompletedSuccessfully;
    }
}
