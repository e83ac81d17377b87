using System.Globalization;
using System.Text;
using PromptWatcher.Docker.Containers;
using PromptWatcher.Docker.Engine;
using PromptWatcher.Environments;
using PromptWatcher.Hosts;
using PromptWatcher.Storage;

namespace PromptWatcher.Docker.Hosts;

/// <summary>The <c>/proc</c> of an engine's host, read through one container that lives as long as this. Where it is lost, the next question starts another.</summary>
internal sealed class HelperProcFiles(EngineClient engine, DockerEnvironmentOptions options, TimeProvider time) : IProcFiles
{
    /// <summary>Processes of one question: the shell reads it byte by byte.</summary>
    private const int MostAtOnce = 256;

    /// <summary>Processes that are watched; the rest are read again every few seconds.</summary>
    private const int MostWatched = 1_024;

    private readonly string _name = Guid.NewGuid().ToString("N");
    private readonly OwnProcess? _self = OwnProcess.Find();
    private readonly Dictionary<string, bool> _containers = [];
    private HelperContainer? _helper;
    private bool _isOwnMachine;

    public async ValueTask<DateTimeOffset> ReadBootTimeAsync(CancellationToken cancellationToken)
    {
        (ReadOnlyMemory<byte> answer, byte[] mark) = await AskAsync("boot", cancellationToken).ConfigureAwait(false);
        Range[] parts = HelperAnswer.Split(answer.Span, mark);
        _isOwnMachine = _self is not null && parts.Length > 1 && _self.BootId == Encoding.ASCII.GetString(answer.Span[parts[1]]).Trim();
        return ProcBoot.TimeOf(answer.Span, time.GetUtcNow()) ?? throw new EnvironmentException(
            $"Cannot read the processes of the host of {engine.Endpoint}: the image '{Image}' gave no /proc/uptime. It must have head and stat; name another with {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.HostImage)}.");
    }

    public async ValueTask<ProcLook> LookAsync(IReadOnlyCollection<int> watched, IReadOnlyCollection<int> servers, CancellationToken cancellationToken)
    {
        int[] asked = [.. watched.Take(MostWatched)];
        (ReadOnlyMemory<byte> answer, byte[] mark) = await AskAsync($"look{Words(asked)} io{Words(servers)}", cancellationToken).ConfigureAwait(false);
        return HelperAnswer.Look(answer.Span, mark, asked, [.. servers]);
    }

    public async ValueTask<IReadOnlyList<ProcessStat>> ReadStatsAsync(IReadOnlyCollection<int> processes, CancellationToken cancellationToken)
    {
        var found = new List<ProcessStat>(processes.Count);
        foreach (int[] some in processes.Chunk(MostAtOnce))
        {
            (ReadOnlyMemory<byte> answer, _) = await AskAsync("stat" + Words(some), cancellationToken).ConfigureAwait(false);
            found.AddRange(ProcessStat.ParseAll(answer.Span));
        }

        return found;
    }

    public async ValueTask<IReadOnlyDictionary<int, ProcessDetails>> ReadDetailsAsync(IReadOnlyCollection<(int Process, int Descriptor)> wanted, CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, ProcessDetails>(wanted.Count);
        foreach ((int Process, int Descriptor)[] some in wanted.Chunk(MostAtOnce))
        {
            string request = "detail" + string.Concat(some.Select(static each => Invariant($" {each.Process}:{each.Descriptor}")));
            (ReadOnlyMemory<byte> answer, byte[] mark) = await AskAsync(request, cancellationToken).ConfigureAwait(false);
            HelperAnswer.Details(answer.Span, mark, some, found);
        }

        await LearnContainersAsync(found.Values, cancellationToken).ConfigureAwait(false);
        return found;
    }

    public async ValueTask<IReadOnlyDictionary<int, string>> ReadUsersAsync(int process, CancellationToken cancellationToken)
    {
        (ReadOnlyMemory<byte> answer, _) = await AskAsync(Invariant($"users {process}"), cancellationToken).ConfigureAwait(false);
        return ProcessText.Users(answer.Span);
    }

    public bool IsOurs(ProcessStat process, ProcessDetails details) =>
        (_isOwnMachine && process.StartTicks == _self!.StartTicks && details.InnerId == System.Environment.ProcessId)
        || (details.ContainerId is { } id && _containers.GetValueOrDefault(id));

    public async ValueTask DisposeAsync()
    {
        if (_helper is not null)
            await _helper.DisposeAsync().ConfigureAwait(false);
        _helper = null;
    }

    private string Image => options.HostImage ?? options.Image
        ?? throw new EnvironmentException($"Cannot read the processes of the host of {engine.Endpoint}: no image is named. Set {nameof(DockerEnvironmentOptions)}.{nameof(DockerEnvironmentOptions.HostImage)} to one with sh, head and stat, as in 'busybox'.");

    private async Task<(ReadOnlyMemory<byte> Answer, byte[] Mark)> AskAsync(string request, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.RequestTimeout);
        bool isNew = _helper is null;
        try
        {
            _helper ??= await StartAsync(cancellationToken).ConfigureAwait(false);
            return (await _helper.AskAsync(request, limit.Token).ConfigureAwait(false), _helper.Mark);
        }
        catch (Exception error)
        {
            await DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (EngineErrors.IsOfConnection(error) && error is not DockerEngineException)
            {
                throw new EnvironmentException($"Cannot read the processes of the host of {engine.Endpoint}: the container that reads them, of the image '{Image}', "
                    + (isNew ? "ended at once. It needs sh, head and stat." : $"is lost or does not answer within {options.RequestTimeout.TotalSeconds:0.###} s. Another one is started."), error);
            }

            throw;
        }
    }

    private async Task<HelperContainer> StartAsync(CancellationToken cancellationToken)
    {
        foreach (ContainerSummary container in await engine.ListContainersAsync([Labels.OwnedBy(options.Owner), Labels.HostsKey], cancellationToken).ConfigureAwait(false))
        {
            // One of this object's is left where the engine was away when it was let go.
            if (container.Labels!.GetValueOrDefault(Labels.HostsKey) == _name)
                await engine.RemoveContainerAsync(container.Id, cancellationToken).ConfigureAwait(false);
            else
                await ContainerSweep.SweepHelperAsync(engine, options, container, time, cancellationToken).ConfigureAwait(false);
        }

        string image = Image;
        await ImageSearch.FindAsync(engine, options, image, progress: null, cancellationToken).ConfigureAwait(false);
        var labels = new Dictionary<string, string> { [Labels.OwnerKey] = options.Owner, [Labels.HostsKey] = _name, [Labels.HostKey] = HostProcess.Current };
        return await HelperContainer.StartAsync(engine, options, image, labels, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Learns which of the containers are this application's: sessions in those are watched already.</summary>
    private async Task LearnContainersAsync(IEnumerable<ProcessDetails> found, CancellationToken cancellationToken)
    {
        string[] unknown = [.. found.Select(static details => details.ContainerId).OfType<string>().Distinct().Where(id => !_containers.ContainsKey(id))];
        if (unknown.Length == 0)
            return;
        IReadOnlyList<ContainerSummary> own = await engine.ListContainersAsync([Labels.OwnedBy(options.Owner)], cancellationToken).ConfigureAwait(false);
        foreach (string id in unknown)
            _containers[id] = own.Any(container => container.Id == id);
    }

    private static string Words(IEnumerable<int> processes) => string.Concat(processes.Select(static process => Invariant($" {process}")));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
