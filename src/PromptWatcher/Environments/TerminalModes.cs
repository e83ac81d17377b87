namespace PromptWatcher.Environments;

/// <summary>What a terminal's line discipline does, as the kernel tells it.</summary>
/// <param name="Echo">Typed characters are echoed; off while a program asks for a secret, and in full-screen programs.</param>
/// <param name="Canonical">Input is handed over line by line (<c>ICANON</c>); programs with an editor of their own switch it off.</param>
/// <param name="ForegroundProcessGroup">The process group that reads the terminal, where the environment can tell.</param>
public readonly record struct TerminalModes(bool Echo, bool Canonical, int? ForegroundProcessGroup);
