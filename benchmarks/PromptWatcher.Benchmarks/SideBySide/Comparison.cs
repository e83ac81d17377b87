namespace PromptWatcher.Benchmarks.SideBySide;

/// <summary>Rounds of one measurement with each client in turn.</summary>
internal sealed class Comparison(BenchmarkEngine engine, IReadOnlyList<string> clients, int rounds, bool exec, bool quick)
{
    /// <summary>Runs that failed, or lost data.</summary>
    internal int Failures { get; private set; }

    internal async Task<Figures> RunAsync(string measurement)
    {
        var figures = new Figures(measurement);
        for (int round = 0; round < rounds; round++)
        {
            // Each round begins with another client: what runs first after a pause has it easier.
            for (int i = 0; i < clients.Count; i++)
                await RunAsync(figures, clients[(round + i) % clients.Count]);
        }

        return figures;
    }

    private async Task RunAsync(Figures figures, string client)
    {
        Settings settings = await engine.SettingsAsync(client, figures.Measurement, exec);
        try
        {
            figures.Add(client, await ClientProcess.RunAsync(quick ? settings.Quick() : settings));
        }
        catch (InvalidDataException e)
        {
            Failures++;
            Console.Error.WriteLine($"{figures.Measurement} with {client} FAILED: {e.Message}");
        }
        finally
        {
            await engine.CleanAsync();
        }
    }
}
