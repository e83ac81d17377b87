using System.Collections.Frozen;
using System.Text.Json;

namespace PromptWatcher.Hosts.Commands;

/// <summary>
/// The commands that may run on the host: a list of programs, each with the command lines that it may be given. Whatever is not in it is refused
/// before anything runs.
/// </summary>
internal sealed class HostCommands(HostCommandAudit audit, TimeProvider time, bool mayType = false)
{
    /// <summary>Values that may stand for the last word of a command line, where it is one that may be several.</summary>
    internal const int MostRepeated = 256;

    private const string Repeated = "...";

    private static readonly Dictionary<string, string> NoVariables = [];

    /// <summary>Those of <c>host-commands.json</c>.</summary>
    internal static FrozenDictionary<string, HostProgramShape> Programs { get; } = Load();

    /// <summary>Makes a command of its shape and the values in it.</summary>
    /// <exception cref="HostCommandRefusedException">There is no such command, a value is missing or one too many, or a value will not do.</exception>
    internal HostCommand Make(string program, string name, params IReadOnlyList<(string Name, string Value)> values)
    {
        string[] given = [name, .. values.Select(static value => $"{value.Name}={value.Value}")];
        HostProgramShape programShape = Find(program, given);
        if (!programShape.Commands.TryGetValue(name, out HostCommandShape? shape))
            throw Refusal($"{program} may not be told {Printable.Quote(name)}, but {string.Join(", ", programShape.Commands.Keys)}", program, given);
        if (shape.Types)
            given = [name];
        string[] wanted = [.. shape.Arguments.Concat(shape.Variables.Values).Distinct().Select(ValueName).OfType<string>().Where(value => programShape.Values[value].Constant is null)];
        string? repeated = shape.Arguments[^1].EndsWith(Repeated, StringComparison.Ordinal) ? ValueName(shape.Arguments[^1]) : null;
        if (!wanted.ToHashSet().SetEquals(values.Select(static value => value.Name)) || values.CountBy(static value => value.Name).Any(each => each.Value > 1 && each.Key != repeated))
            throw Refusal($"'{program} {name}' takes {string.Join(", ", wanted)}", program, given);
        string filled(string word) => ValueName(word) is { } value ? programShape.Values[value].Constant ?? values.First(given => given.Name == value).Value : word;
        return Fit(program, programShape, name, shape, [.. shape.Arguments.SelectMany(word => word.EndsWith(Repeated, StringComparison.Ordinal)
            ? values.Where(value => value.Name == repeated).Select(static value => value.Value) : [filled(word)])], shape.Variables.ToDictionary(static variable => variable.Key, variable => filled(variable.Value)))
            ?? throw Refusal($"a value of '{program} {name}' will not do; {string.Join("; ", wanted.Select(value => $"{value} may be {programShape.Values[value]}"))}", program, given);
    }

    /// <summary>Looks for the command that a command line is.</summary>
    /// <exception cref="HostCommandRefusedException">It is none.</exception>
    internal HostCommand Allow(string program, params IReadOnlyList<string> arguments)
    {
        HostProgramShape programShape = Find(program, arguments);
        foreach ((string name, HostCommandShape shape) in programShape.Commands)
        {
            if (Fit(program, programShape, name, shape, arguments, NoVariables) is { } command)
                return command;
        }

        throw Refusal($"no command line of {program} that may run is {Printable.Quote(string.Join(' ', arguments))}", program, arguments);
    }

    private HostCommand? Fit(
        string program, HostProgramShape programShape, string name, HostCommandShape shape, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        bool fits(string word, string given) => ValueName(word) is { } value ? programShape.Values[value].Allows(given) : word == given;
        int more = arguments.Count - shape.Arguments.Count;
        bool isLong = more is > 0 and < MostRepeated && shape.Arguments[^1].EndsWith(Repeated, StringComparison.Ordinal);
        return (more == 0 || isLong) && (mayType || !shape.Types)
            && shape.Arguments.Concat(Enumerable.Repeat(shape.Arguments[^1], Math.Max(0, more))).Zip(arguments).All(pair => fits(pair.First, pair.Second))
            && variables.Count == shape.Variables.Count && shape.Variables.All(variable => fits(variable.Value, variables[variable.Key]))
            ? new HostCommand(program, programShape, name, shape, [.. arguments], variables)
            : null;
    }

    private static string? ValueName(string word) => word switch
    {
        ['<', .. var name, '>'] => name,
        ['<', .. var name, '>', '.', '.', '.'] => name,
        _ => null,
    };

    private static FrozenDictionary<string, HostProgramShape> Load()
    {
        using Stream json = typeof(HostCommands).Assembly.GetManifestResourceStream("Hosts/host-commands.json")!;
        return JsonSerializer.Deserialize(json, HostCommandJson.Default.DictionaryStringHostProgramShape)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private HostCommandRefusedException Refusal(string reason, string program, params IEnumerable<string> rest)
    {
        audit.Add(new HostCommandRecord(time.GetUtcNow(), null, [program, .. rest], HostCommandOutcome.Refused, null, TimeSpan.Zero));
        return new HostCommandRefusedException($"A command on the host was refused, and nothing ran: {reason}.");
    }

    private HostProgramShape Find(string program, params IEnumerable<string> rest) => Programs.TryGetValue(program, out HostProgramShape? shape)
        ? shape
        : throw Refusal($"{Printable.Quote(program)} is none of the programs that may run, which are {string.Join(", ", Programs.Keys.Order(StringComparer.Ordinal))}", program, rest);
}
