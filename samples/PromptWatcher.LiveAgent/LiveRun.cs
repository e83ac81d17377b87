using PromptWatcher.Detection;
using PromptWatcher.Environments;
using PromptWatcher.Sessions;

namespace PromptWatcher.LiveAgent;

/// <summary>A real agent, a scripted model, one permission: the agent asks, the API answers, and the file of the command is there.</summary>
internal static class LiveRun
{
    private const string Instruction = "Please make the marker file.\nOne command will do.";
    private const string Marker = "made/by-agent";
    private const string Command = "mkdir -p made && touch made/by-agent";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it in a folder of its own; true when the file exists afterwards.</summary>
    /// <param name="agent">What the agent needs.</param>
    /// <param name="program">Its program.</param>
    /// <param name="output">Is told each step.</param>
    public static async Task<bool> RunAsync(AgentSetup agent, string program, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("promptwatcher-live-").FullName;
        try
        {
            string home = Directory.CreateDirectory(Path.Combine(folder, "home")).FullName;
            string project = Directory.CreateDirectory(Path.Combine(folder, "project")).FullName;
            await using var model = new ScriptedModel(Command);
            agent.WriteSettings(home, project, model.Address);
            await using var manager = new SessionManager();
            TerminalSession session = await manager.StartAsync(new PtySpawnOptions
            {
                Command = program,
                Arguments = agent.Arguments,
                WorkingDirectory = project,
                Agent = agent.Id,
                InitialPrompt = Instruction,
                InheritEnvironment = false,
                Environment = agent.Variables(home, model.Address),
            });
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await AnswerAsync(session, output, patience.Token);
            }
            catch (Exception failed)
            {
                await output.WriteLineAsync($"{failed.GetType().Name}: {failed.Message}");
                await output.WriteLineAsync(string.Join('\n', session.Snapshot().Lines.Where(line => line.Length > 0)));
            }

            bool isMade = File.Exists(Path.Combine(project, Marker));
            await output.WriteLineAsync(isMade ? $"{Marker} exists" : $"{Marker} does not exist");
            return isMade;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AnswerAsync(TerminalSession session, TextWriter output, CancellationToken cancellationToken)
    {
        bool isAnswered = false;
        await foreach (SessionEvent happened in session.WatchAsync(cancellationToken))
        {
            if (happened is not StateChanged { State: var state })
                break;
            await output.WriteLineAsync($"{happened.At.TotalSeconds,6:0.0} s  {state.Activity} {state.Prompt}");
            if (state.Prompt is { Kind: PromptKind.Permission } prompt && !isAnswered)
            {
                await session.InitialPrompt.WaitAsync(cancellationToken);
                await output.WriteLineAsync($"          about {prompt.Subject}, by {prompt.Evidence?.Structure} and {prompt.Evidence?.Rule ?? "no rule"}");
                if (prompt.Subject != Command)
                    throw new InvalidOperationException($"The prompt is about '{prompt.Subject}', not about '{Command}'.");
                await session.AnswerAsync(prompt, prompt.Options[0], cancellationToken);
                await output.WriteLineAsync($"          answered {prompt.Options[0].Label} with {prompt.Options[0].KeyNames}");
                isAnswered = true;
            }
            else if (state.Prompt is not null && !isAnswered)
            {
                throw new InvalidOperationException("The agent asks something else.");
            }
            else if (state.Activity == Activity.Idle && isAnswered)
            {
                return;
            }
        }
    }
}
