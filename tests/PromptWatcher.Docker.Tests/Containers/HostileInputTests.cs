using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using PromptWatcher.Environments;

namespace PromptWatcher.Docker.Tests.Containers;

public sealed class HostileInputTests : IDisposable
{
    private const int LongestMessage = 1_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("pw-hostile-").FullName;
    private readonly Socket _engine = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly DockerEnvironment _docker;

    public HostileInputTests()
    {
        string socket = Path.Combine(_directory, "engine");
        _engine.Bind(new UnixDomainSocketEndPoint(socket));
        _engine.Listen();
        _docker = new DockerEnvironment(new DockerEnvironmentOptions { Endpoint = $"unix://{socket}", RequestTimeout = TimeSpan.FromSeconds(1) });
    }

    /// <summary>Somebody has connected, and nobody has taken the connection.</summary>
    private bool IsCalled => _engine.Poll(0, SelectMode.SelectRead);

    public void Dispose()
    {
        _docker.Dispose();
        _engine.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task SpawnPtyAsync_HostileOption_IsRefusedBeforeTheEngineIsCalled()
    {
        var wrong = new List<string>();
        var seen = new HashSet<(string, string)>();
        foreach ((string option, string value, PtySpawnOptions spawn) in Hostile.Spawns())
        {
            seen.Add((option, value));
            Exception? error = await Record.ExceptionAsync(async () => await _docker.SpawnPtyAsync(spawn));
            if (Complaint(error, value) is { } complaint)
                wrong.Add($"{option} {Escaped(value)}: {complaint}");
        }

        Assert.Empty(wrong);
        Assert.InRange(seen.Count, 2_500, int.MaxValue);
        Assert.False(IsCalled);
    }

    [Fact]
    public async Task GetWorkspace_HostileName_IsRefusedBeforeTheEngineIsCalled()
    {
        var wrong = new List<string>();
        var seen = new HashSet<(string, string)>();
        foreach ((string name, string value, Func<DockerEnvironment, Task> call) in Hostile.Workspaces())
        {
            seen.Add((name, value));
            Exception? error = await Record.ExceptionAsync(() => call(_docker));
            if (Complaint(error, value) is { } complaint)
                wrong.Add($"{name} {Escaped(value)}: {complaint}");
        }

        Assert.Empty(wrong);
        Assert.InRange(seen.Count, 1_500, int.MaxValue);
        Assert.False(IsCalled);
    }

    [Fact]
    public void Parse_HostileMount_IsRefused()
    {
        var wrong = new List<string>();
        foreach (string text in Hostile.Mounts())
        {
            Exception? error = Record.Exception(() => ContainerMount.Parse(text));
            if (Complaint(error, text) is { } complaint)
                wrong.Add($"{Escaped(text)}: {complaint}");
            if (ContainerMount.TryParse(text, out _))
                wrong.Add($"{Escaped(text)}: is tried and taken");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Constructor_HostileOption_IsRefusedWithItsName()
    {
        (string, Action<DockerEnvironmentOptions, string>)[] options =
        [
            ("Endpoint", (options, value) => options.Endpoint = value), ("Image", (options, value) => options.Image = value), ("ContainerName", (options, value) => options.ContainerName = "{sessionId}" + value),
            ("VolumeName", (options, value) => options.VolumeName = "{projectId}" + value), ("Owner", (options, value) => options.Owner = value), ("Network", (options, value) => options.Network = value),
            ("User", (options, value) => options.User = value), ("StopSignal", (options, value) => options.StopSignal = value), ("Capabilities", (options, value) => options.Capabilities = [value]),
            ("RepositoryPath", (options, value) => options.RepositoryPath = value), ("WorktreePath", (options, value) => options.WorktreePath = value),
        ];
        var wrong = new List<string>();
        foreach ((string name, Action<DockerEnvironmentOptions, string> set) in options)
        {
            foreach (string value in Hostile.Anything())
            {
                var settings = new DockerEnvironmentOptions();
                set(settings, value);
                Exception? error = Record.Exception(() => new DockerEnvironment(settings));
                if (error is not OptionsValidationException || !error.Message.Contains($"DockerEnvironmentOptions.{name}: ", StringComparison.Ordinal) || HasHidden(error.Message))
                    wrong.Add($"{name} {Escaped(value)}: {error?.GetType().Name} {Escaped(error?.Message ?? "")}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\0")]
    public async Task SpawnPtyAsync_NulInTheCommandOrAnArgument_IsRefused(string text)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = text }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = "sh", Arguments = ["", text] }));
        Assert.False(IsCalled);
    }

    [Theory]
    [InlineData("secret", '\0', 1, false)]
    [InlineData("secret", (char)0xd800, 1, true)]
    [InlineData("secret", 'x', 140_000, true)]
    public async Task SpawnPtyAsync_ImpossibleValueOrArgument_IsRefusedAndNotShown(string begin, char then, int count, bool alsoAsArgument)
    {
        string value = begin + new string(then, count);
        var spawn = new DockerSpawnOptions { Image = "a", Command = "sh", Environment = new Dictionary<string, string?> { ["NAME"] = value } };

        Exception error = await Assert.ThrowsAnyAsync<Exception>(async () => await _docker.SpawnPtyAsync(spawn));

        Assert.True(error is ArgumentException or EnvironmentException and not DockerEngineException);
        Assert.Contains("'NAME'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(begin, error.Message, StringComparison.Ordinal);
        if (alsoAsArgument)
        {
            error = await Assert.ThrowsAsync<EnvironmentException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = "sh", Arguments = ["ok", value] }));
            Assert.Contains("argument 2 of 'sh'", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(begin, error.Message, StringComparison.Ordinal);
        }

        Assert.False(IsCalled);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(120, -1)]
    [InlineData(65_536, 40)]
    public async Task SpawnPtyAsync_ImpossibleSize_NamesTheSizeAndTheLimits(int columns, int rows)
    {
        var size = new TerminalSize(columns, rows);

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = "sh", Size = size }));

        Assert.Contains($"{columns}x{rows}", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Container = "box", Command = "sh", Size = size }));
        Assert.False(IsCalled);
    }

    [Theory]
    [InlineData(6_291_455L, null, "6291455 bytes", "at least 6291456")]
    [InlineData(-1L, null, "-1 bytes", "at least 6291456")]
    [InlineData(null, 0d, "0 processors", "from 0.01 to 1024")]
    [InlineData(null, 1_025d, "1025 processors", "from 0.01 to 1024")]
    [InlineData(null, double.NaN, "NaN processors", "from 0.01 to 1024")]
    [InlineData(null, double.PositiveInfinity, "Infinity processors", "from 0.01 to 1024")]
    public async Task SpawnPtyAsync_ImpossibleLimit_NamesItAndTheRange(long? memory, double? cpus, string value, string range)
    {
        var error = await Assert.ThrowsAsync<EnvironmentException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = "sh", Memory = memory, Cpus = cpus }));

        Assert.Contains(value, error.Message, StringComparison.Ordinal);
        Assert.Contains(range, error.Message, StringComparison.Ordinal);
        Assert.False(IsCalled);
    }

    [Fact]
    public async Task SpawnPtyAsync_NothingWrong_CallsTheEngine()
    {
        await Assert.ThrowsAsync<DockerEngineException>(async () => await _docker.SpawnPtyAsync(new DockerSpawnOptions { Image = "a", Command = "sh" }));

        Assert.True(IsCalled);
    }

    /// <summary>What is wrong with how a value was refused.</summary>
    private static string? Complaint(Exception? error, string value) =>
        error is null ? "is taken"
        : error is DockerEngineException or not (EnvironmentException or ArgumentException) ? $"{error.GetType().Name} {Escaped(error.Message)}"
        : HasHidden(error.Message) ? $"is shown as it is: {Escaped(error.Message)}"
        : error.Message.Length > LongestMessage ? $"has a message of {error.Message.Length} characters"
        : !error.Message.Contains(Shown(value), StringComparison.Ordinal) ? $"is not named: {error.Message}"
        : null;

    /// <summary>The value as a message has it: the first of it, with what nobody sees in hexadecimal digits.</summary>
    private static string Shown(string value) => string.Concat(Escaped(value).Take(60));

    private static string Escaped(string text)
    {
        var shown = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i == text.Length - 1 ? 0 : i) && i < text.Length - 1;
            bool isHidden = isPair ? IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i)) : IsHidden(char.GetUnicodeCategory(text[i]));
            shown.Append(isHidden ? $"\\u{(int)text[i]:X4}" : text[i]);
            if (isPair)
                shown.Append(isHidden ? $"\\u{(int)text[++i]:X4}" : text[++i]);
        }

        return shown.ToString();
    }

    private static bool HasHidden(string text) => Escaped(text).Contains("\\u", StringComparison.Ordinal) && Escaped(text) != text;

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
