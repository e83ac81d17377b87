namespace PromptWatcher.Hosts.Commands;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors, for messages.</param>
internal sealed record HostCommandResult(int ExitCode, ReadOnlyMemory<byte> Output, string Error);
