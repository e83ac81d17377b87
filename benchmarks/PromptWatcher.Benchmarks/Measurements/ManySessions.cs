using PromptWatcher.Benchmarks.Clients;

namespace PromptWatcher.Benchmarks.Measurements;

internal static class ManySessions
{
    // An engine starts containers hardly faster with more at once.
    private const int AtOnce = 4;

    /// <summary>Starts the same program many times and waits until each is ready.</summary>
    internal static async Task<ITerminal[]> OpenManyAsync(this Client client, int count, params string[] command)
    {
        var terminals = new ITerminal[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            terminals[i] = await client.OpenAsync(command);
            await terminals[i].ExpectAsync(TerminalReading.Ready);
        });
        return terminals;
    }
}
