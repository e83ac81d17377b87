namespace PromptWatcher.Hosts.Commands;

/// <summary>A command that <see cref="HostCommands"/> has let pass; nobody else makes one.</summary>
internal sealed class HostCommand
{
    private readonly HostProgramShape _program;
    private readonly HostCommandShape _shape;

    internal HostCommand(string program, HostProgramShape programShape, string name, HostCommandShape shape, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        Program = program;
        Name = name;
        Arguments = arguments;
        Variables = variables;
        _program = programShape;
        _shape = shape;
    }

    /// <summary>The program's name, which is no path.</summary>
    internal string Program { get; }

    /// <summary>What it is told to do, by our own name for it.</summary>
    internal string Name { get; }

    /// <summary>Where the program is looked for.</summary>
    internal IReadOnlyList<string> Places => _program.Places;

    internal IReadOnlyList<string> Arguments { get; }

    /// <summary>What is in its environment beside <see cref="HostCommandLimits.Variables"/>.</summary>
    internal IReadOnlyDictionary<string, string> Variables { get; }

    /// <inheritdoc cref="HostCommandShape.Lasts"/>
    internal bool Lasts => _shape.Lasts;

    /// <inheritdoc cref="HostCommandShape.IsAsked"/>
    internal bool IsAsked => _shape.IsAsked;

    /// <summary>The program and its arguments for records: how much was typed, but not what.</summary>
    internal IReadOnlyList<string> Recorded => _shape.Types
        ? [Program, .. Arguments.Take(_shape.Arguments.Count - 1), $"({Arguments.Count - _shape.Arguments.Count + 1} bytes)"]
        : [Program, .. Arguments];
}
