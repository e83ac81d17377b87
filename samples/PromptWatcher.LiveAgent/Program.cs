using PromptWatcher.LiveAgent;

// eng/live-agent.sh installs the agent and calls this with its name and the program.
if (args is not [var agent, var program])
{
    Console.Error.WriteLine("Usage: eng/live-agent.sh [claude|codex|gemini|opencode|qwen]");
    return 2;
}

return await LiveRun.RunAsync(AgentSetup.Get(agent), program, Console.Out) ? 0 : 1;
