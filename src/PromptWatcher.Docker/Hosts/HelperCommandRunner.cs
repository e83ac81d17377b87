using System.Globalization;
using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Hosts.Commands;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Hosts;

/// <summary>
/// Runs commands on the host of an engine, in one container among its processes: the host's own programs among its own files, as the terminal's user.
/// </summary>
/// <remarks>
/// The files are those of the process that the engine has started the container with: what the terminal's processes see may be another's making, as in a namespace of their own,
/// and so would be the program that runs. And not as root: a server of tmux may have its client run a program (<c>detach-client -E</c>), which must get no right that the server's user has not.
/// </remarks>
internal sealed class HelperCommandRunner(Func<EngineClient> engine, DockerEnvironmentOptions options, HostCommandAudit audit, TimeProvider time) : IHostCommandRunner, IAsyncDisposable
{
    /// <summary>What chroot ends with where the program is not there (coreutils and busybox).</summary>
    private const int NotThere = 127;

    private const int LongestMessage = 300;

    /// <summary>The group "nobody" or "nogroup" of every distribution: what the user may do as a member of others is not needed.</summary>
    private const int NoGroup = 65534;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Helper? _helper;

    public async ValueTask<HostCommandResult> RunAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
    {
        (DateTimeOffset at, long begin) = (time.GetUtcNow(), time.GetTimestamp());
        using var impatience = new CancellationTokenSource(HostCommandLimits.Patience + options.RequestTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellationToken);
        int? code = null;
        try
        {
            Helper helper = await HelperAsync(both.Token).ConfigureAwait(false);
            MultiplexedOutput? printed = null;
            foreach (string place in command.Places)
            {
                (code, printed) = await engine().RunExecAsync(helper.Container.Id, Request(helper, command, place, user, isAsked: false), default, HostCommandLimits.LargestOutput, both.Token).ConfigureAwait(false);
                if (code != NotThere)
                    break;
            }

            if (printed!.IsCut)
                throw HostCommandLimits.PrintedTooMuch(command);
            return new HostCommandResult(code ?? -1, printed.Output, Printable.Line(Encoding.UTF8.GetString(printed.Error.Span), LongestMessage));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw HostCommandLimits.TookTooLong(command);
        }
        catch (DockerEngineException)
        {
            // The container may be gone, and the next command starts another.
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            Record(command, user, at, code is null ? HostCommandOutcome.Ended : HostCommandOutcome.Ran, code, time.GetElapsedTime(begin));
        }
    }

    public async ValueTask<HostCommandTalk> StartAsync(HostCommand command, HostUser user, CancellationToken cancellationToken)
    {
        (DateTimeOffset at, long begin) = (time.GetUtcNow(), time.GetTimestamp());
        Helper helper = await HelperAsync(cancellationToken).ConfigureAwait(false);
        string exec = await engine().CreateExecAsync(helper.Container.Id, Request(helper, command, command.Places[0], user, isAsked: true), cancellationToken).ConfigureAwait(false);
        EngineStream stream = await engine().StartPlainExecAsync(exec, cancellationToken).ConfigureAwait(false);
        return new HostCommandTalk(new PlainOutput(stream), stream.Stream, EndAsync, asked => Record(asked, user, time.GetUtcNow(), HostCommandOutcome.Asked, null, TimeSpan.Zero));

        // At the end of its input, which is this connection, it leaves.
        async ValueTask EndAsync()
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            Record(command, user, at, HostCommandOutcome.Ran, null, time.GetElapsedTime(begin));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_helper is not null)
                await _helper.Container.DisposeAsync().ConfigureAwait(false);
            _helper = null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static CreateExecRequest Request(Helper helper, HostCommand command, string place, HostUser user, bool isAsked) => new()
    {
        Cmd = ["chroot", helper.Root, .. Become(user), place, .. command.Arguments],
        Env = [.. HostCommandLimits.Variables.Concat(command.Variables).Select(static variable => $"{variable.Key}={variable.Value}")],
        WorkingDir = "/",
        User = "0:0",
        Tty = false,
        AttachStdin = isAsked,
    };

    /// <summary>The host's own chroot changes to the user; busybox's, which the image may have, cannot.</summary>
    private static string[] Become(HostUser user) =>
        user.Id == 0 ? [] : ["/usr/sbin/chroot", string.Create(CultureInfo.InvariantCulture, $"--userspec={user.Id}:{NoGroup}"), "--groups=", "/"];

    private async Task<Helper> HelperAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _helper ??= await StartHelperAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Its first process waits for the end of its input, which is this connection: the engine removes the container when this process dies.</summary>
    private async Task<Helper> StartHelperAsync(CancellationToken cancellationToken)
    {
        string image = options.HostImage ?? options.Image
            ?? throw new EnvironmentException($"Cannot run commands on the host of {engine().Endpoint}: no image is named. Set {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.HostImage)} to one with cat and chroot, as in 'busybox'.");
        await ImageSearch.FindAsync(engine(), options, image, progress: null, cancellationToken).ConfigureAwait(false);
        var request = new CreateContainerRequest
        {
            Image = image,
            Entrypoint = ["cat"],
            Cmd = [],
            WorkingDir = "/",
            User = "0:0",
            Labels = new Dictionary<string, string> { [Labels.OwnerKey] = options.Owner, [Labels.HostsKey] = "commands", [Labels.HostKey] = HostProcess.Current },
            Tty = false,
            StdinOnce = true,
            HostConfig = HostSettings.CreateForCommands(options),
        };
        HeldContainer container = await HeldContainer.StartAsync(engine(), "commands", request, cancellationToken).ConfigureAwait(false);
        try
        {
            int parent = await ParentAsync(container.Id, cancellationToken).ConfigureAwait(false);
            return new Helper(container, string.Create(CultureInfo.InvariantCulture, $"/proc/{parent}/root"));
        }
        catch
        {
            await container.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The process that the engine has started the container with, which sees the files of the engine's host.</summary>
    private async Task<int> ParentAsync(string id, CancellationToken cancellationToken)
    {
        int process = (await engine().InspectContainerAsync(id, cancellationToken).ConfigureAwait(false)).State.Pid;
        var request = new CreateExecRequest { Cmd = ["cat", string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")], User = "0:0", Tty = false, AttachStdin = false };
        (_, MultiplexedOutput printed) = await engine().RunExecAsync(id, request, default, HostCommandLimits.LargestOutput, cancellationToken).ConfigureAwait(false);
        return ProcessStat.TryParse(printed.Output.Span, out ProcessStat stat) ? stat.Parent : throw new EnvironmentException(
            $"Cannot run commands on the host of {engine().Endpoint}: the container sees no process {process} of the host, its own. The engine may run in a container or a virtual machine itself, whose terminals are not the host's.");
    }

    private void Record(HostCommand command, HostUser user, DateTimeOffset at, HostCommandOutcome outcome, int? code, TimeSpan duration) =>
        audit.Add(new HostCommandRecord(at, user.Id, command.Recorded, outcome, code, duration));

    /// <summary>The container that commands run in.</summary>
    /// <param name="Container">The container.</param>
    /// <param name="Root">The root of the host's files, as it sees them.</param>
    private sealed record Helper(HeldContainer Container, string Root);
}
