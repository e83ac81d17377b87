using System.Globalization;
using System.Text;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Containers;

/// <summary>A program with its arguments, each passed on as it is.</summary>
internal sealed record ContainerCommand(IReadOnlyList<string> Arguments)
{
    /// <summary>MAX_ARG_STRLEN, less its NUL: with a longer argument or variable execve fails (E2BIG).</summary>
    internal const int MaxBytes = 128 * 1024 - 1;

    /// <summary>The program's name or path.</summary>
    internal string Program => Arguments[0];

    /// <exception cref="ArgumentException">The command or an argument has a NUL character.</exception>
    /// <exception cref="EnvironmentException">It cannot be a command. Arguments may be secrets, so no message shows them.</exception>
    internal static ContainerCommand Create(string shell, PtySpawnOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Command);
        if (options.Command.Contains('\0') || options.Arguments.Any(argument => argument.Contains('\0')))
            throw new ArgumentException("The command and its arguments must not contain a NUL character: a program cannot be given one.", nameof(options));
        string program = options.Command.Length == 0 ? shell : options.Command;
        Refusal.ThrowIf(Problem(program));
        for (int i = 0; i < options.Arguments.Count; i++)
        {
            if (Printable.IsBroken(options.Arguments[i]))
                throw Refusal.Of($"argument {i + 1} of {Printable.Quote(program)} has half of a surrogate pair, which cannot be encoded. Correct it.");
            int bytes = Encoding.UTF8.GetByteCount(options.Arguments[i]);
            if (bytes > MaxBytes)
                throw Refusal.Of($"argument {i + 1} of {Printable.Quote(program)} has {bytes} bytes; a kernel takes {MaxBytes}. Pass its content in a file.");
        }

        return new ContainerCommand([program, .. options.Arguments]);
    }

    /// <summary>What is wrong with a program's name; <see langword="null"/> when nothing is. A shell may start it, which would take one that begins with '-' for an option.</summary>
    internal static string? Problem(string program)
    {
        if (Encoding.UTF8.GetByteCount(program) > ContainerPath.MaxBytes)
            return $"the program {Printable.Quote(program)} is too long. Use at most {ContainerPath.MaxBytes} bytes.";
        return program.Length == 0 || program[0] == '-' || Printable.HasHidden(program)
            ? $"the program {Printable.Quote(program)} will not do: it is empty, begins with '-' or has control or invisible characters. Give a name as in 'bash', or a path as in './-name'."
            : null;
    }

    /// <summary>
    /// As an engine is given it. One that does not set a terminal's first size starts the program with 0 x 0, and a resize comes too late for it (3 to 6
    /// of 20 were in time): there a shell of the image sets the size, takes the variables away that Podman cannot, and becomes the program. An image
    /// without stty leaves the size to the resize. A shell waits for the secrets, too. It passes on no variable whose name it could not have itself, such as <c>a.b</c>.
    /// </summary>
    internal IReadOnlyList<string> For(EngineVersion version, TerminalSize size, ContainerVariables variables, bool awaitsSecrets)
    {
        if (!NeedsShell(version, awaitsSecrets))
            return Arguments;
        string stty = version.TakesConsoleSize ? "" : string.Create(CultureInfo.InvariantCulture, $"stty rows {size.Rows} cols {size.Columns} 2>/dev/null; ");
        string unset = version.IsPodman && variables.RemovedByShell is { Count: > 0 } names ? $"unset {string.Join(' ', names)}; " : "";
        return ["/bin/sh", "-c", $"{stty}{(awaitsSecrets ? ContainerSecrets.Await : "")}{unset}exec \"$@\"", "promptwatcher", .. Arguments];
    }

    internal static bool NeedsShell(EngineVersion version, bool awaitsSecrets) => awaitsSecrets || !version.TakesConsoleSize;
}
