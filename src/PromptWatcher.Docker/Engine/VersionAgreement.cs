using System.Net;
using System.Text.RegularExpressions;

namespace PromptWatcher.Docker.Engine;

/// <summary>Agrees with an engine on the version of the API. No number is assumed: Docker 29 refused what older engines needed.</summary>
/// <param name="pinned">DOCKER_API_VERSION; <see langword="null"/> to agree on the newest that both know.</param>
/// <param name="ping">Asks the engine.</param>
internal sealed partial class VersionAgreement(string? pinned, Func<Task<EngineGreeting>> ping)
{
    /// <summary>The newest version whose documentation this client was held against.</summary>
    private static readonly Version Newest = new(1, 51);

    /// <summary>What an engine speaks that does not say, as the docker command has it.</summary>
    private static readonly Version Unsaid = new(1, 24);

    /// <summary>Calls made before a refusal stands, where each names another version.</summary>
    internal const int Attempts = 3;

    private readonly Lock _gate = new();
    private Task<EngineVersion>? _agreed;
    private string? _said;

    internal ValueTask<EngineVersion> GetAsync(CancellationToken cancellationToken)
    {
        Task<EngineVersion> agreed;
        lock (_gate)
        {
            // One that failed is tried again; one under way serves every caller, whoever of them gives up.
            if (_agreed is null or { IsFaulted: true } or { IsCanceled: true })
                _agreed = AgreeAsync();
            agreed = _agreed;
        }

        return agreed.IsCompletedSuccessfully ? new ValueTask<EngineVersion>(agreed.Result) : new ValueTask<EngineVersion>(agreed.WaitAsync(cancellationToken));
    }

    /// <summary>The next call asks again.</summary>
    internal void Forget()
    {
        lock (_gate)
        {
            if (_agreed is { IsCompleted: true })
                _agreed = null;
        }
    }

    /// <summary>Every answer of an engine tells its version: one that came back with another is asked again.</summary>
    internal void Observe(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues(EngineGreeting.VersionHeader, out System.Net.Http.Headers.HeaderStringValues values))
            return;
        string said = values.ToString();
        lock (_gate)
        {
            if (_agreed is { IsCompleted: true } && _said is not null && said != _said)
                _agreed = null;
        }
    }

    /// <summary>
    /// Where the engine refused a call for its version, takes the one that it names; true when the call is then worth making again. A proxy
    /// may hide the header, and Docker 29 tells its lowest version only in the refusal.
    /// </summary>
    internal bool TryAdopt(EngineVersion used, EngineAnswer answer)
    {
        if (answer.Status != HttpStatusCode.BadRequest || pinned is not null
            || Limit().Match(answer.Message) is not { Success: true } limit || !Version.TryParse(limit.Groups[1].ValueSpan, out Version? api) || api == used.Api)
            return false;
        lock (_gate)
            _agreed = Task.FromResult(used with { Api = api });
        return true;
    }

    private async Task<EngineVersion> AgreeAsync()
    {
        EngineGreeting greeting = await ping().ConfigureAwait(false);
        lock (_gate)
            _said = greeting.ApiVersion;
        if (pinned is not null)
        {
            return Version.TryParse(pinned.TrimStart('v'), out Version? wanted)
                ? new EngineVersion(wanted, greeting.IsPodman)
                : throw new DockerEngineException($"DOCKER_API_VERSION is '{pinned}', which is no version. Write it as 1.44, or unset it to have the version agreed on.");
        }

        Version offered = Version.TryParse(greeting.ApiVersion, out Version? api) ? api : Unsaid;
        return new EngineVersion(offered < Newest ? offered : Newest, greeting.IsPodman);
    }

    [GeneratedRegex(@"(?:Minimum|Maximum) supported API version is (\d{1,3}\.\d{1,3})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Limit();
}
