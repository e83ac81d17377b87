using PromptWatcher.Console;

return await CommandLine.RunAsync(args, CommandIo.ForProcess());
