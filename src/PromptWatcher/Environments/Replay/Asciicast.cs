using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PromptWatcher.Environments.Replay;

/// <summary>Reads a recording of a terminal (asciicast versions 2 and 3, plain or gzip) event by event.</summary>
/// <remarks>The formats: https://docs.asciinema.org/manual/asciicast/v2/ and https://docs.asciinema.org/manual/asciicast/v3/.</remarks>
internal sealed class Asciicast : IAsyncDisposable
{
    /// <summary>The longest line: 16 MiB. A recorder writes an event per read of a terminal, which is a few KiB.</summary>
    public const int MaxLineLength = 16 * 1024 * 1024;

    /// <summary>The longest time: about 31 years, so that nothing that is added to it overflows.</summary>
    public const double MaxSeconds = 1e9;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly LineReader _lines;
    private byte[] _text = [];

    private Asciicast(string path, Stream stream)
    {
        _path = path;
        _stream = stream;
        _lines = new LineReader(stream, MaxLineLength);
    }

    /// <summary>What the file says of the whole recording.</summary>
    public AsciicastHeader Header { get; private set; } = null!;

    /// <summary>Opens a recording and reads its header.</summary>
    /// <exception cref="EnvironmentException">The file cannot be read or has no header that can be played.</exception>
    public static async ValueTask<Asciicast> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var cast = new Asciicast(path, await AsciicastFile.OpenAsync(path, cancellationToken).ConfigureAwait(false));
        try
        {
            ReadOnlyMemory<byte> line = await cast.ReadLineAsync(cancellationToken).ConfigureAwait(false)
                ?? throw cast.Broken(new FormatException("is missing, the file is empty"));
            cast.Header = cast.ParseHeader(line);
            return cast;
        }
        catch
        {
            await cast.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The events in their order, those of an unknown code included. Can be read once.</summary>
    /// <exception cref="EnvironmentException">A line is no event; those before it have been given.</exception>
    public async IAsyncEnumerable<AsciicastEvent> ReadEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        TimeSpan time = TimeSpan.Zero;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            AsciicastEvent next = ParseEvent(line.Span, time);
            time = next.Time;
            yield return next;
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte>? line = await _lines.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (_lines.IsAtEnd)
                    AsciicastFile.CheckEnd(_stream, _lines.Length);
                if (line is not { } text || !(text.IsEmpty || text.Span[0] == '#'))
                    return line;
            }
        }
        catch (Exception exception) when (exception is FormatException or IOException or InvalidDataException)
        {
            throw Broken(exception);
        }
    }

    private AsciicastHeader ParseHeader(ReadOnlyMemory<byte> line)
    {
        try
        {
            return AsciicastHeader.Parse(line);
        }
        catch (FormatException exception)
        {
            throw Broken(exception);
        }
    }

    private AsciicastEvent ParseEvent(ReadOnlySpan<byte> line, TimeSpan previous)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray
                || !json.Read() || json.TokenType != JsonTokenType.Number || !json.TryGetDouble(out double seconds)
                || !json.Read() || json.TokenType != JsonTokenType.String || json.GetString() is not { } code)
                throw new FormatException("is not an event (a JSON array of time, code and text)");
            TimeSpan time = ToTime(seconds, previous);
            if (code is not [AsciicastEvent.Output or AsciicastEvent.Input or AsciicastEvent.Resize
                or AsciicastEvent.Marker or AsciicastEvent.Exit])
                return new AsciicastEvent(time, AsciicastEvent.Unknown, default);
            var parsed = new AsciicastEvent(time, code[0], ReadText(ref json));
            return parsed.Code == AsciicastEvent.Resize && !parsed.TryGetSize(out _)
                ? throw new FormatException($"resizes to no size from 1x1 to {TerminalSize.MaxDimension}x{TerminalSize.MaxDimension}")
                : parsed;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw Broken(exception);
        }
    }

    // Version 2 counts from the start, version 3 from the event before. Recorders that have a thread for each direction write version 2
    // times that go back a little; the time of a replay does not.
    private TimeSpan ToTime(double seconds, TimeSpan previous)
    {
        double total = Header.Version == 3 ? previous.TotalSeconds + seconds : seconds;
        if (seconds < 0 || !(total <= MaxSeconds))
            throw new FormatException($"has the time {seconds:R}, and times are from 0 to {MaxSeconds:R} seconds");
        TimeSpan time = TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
        return Header.Version == 3 ? previous + time : time < previous ? previous : time;
    }

    private ReadOnlyMemory<byte> ReadText(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String)
            throw new FormatException("is not an event (its third element is no text)");
        if (_text.Length < json.ValueSpan.Length)
            _text = new byte[Math.Max(json.ValueSpan.Length, _text.Length * 2)];
        int length = json.CopyString(_text);
        if (!json.Read() || json.TokenType != JsonTokenType.EndArray || json.Read())
            throw new FormatException("is not an event (something stands after its text)");
        return _text.AsMemory(0, length);
    }

    // The file's own text stays out of the message: a recording may hold secrets, and messages reach logs.
    private EnvironmentException Broken(Exception cause)
    {
        string found = cause switch
        {
            JsonException json => $"is not JSON from its byte {json.BytePositionInLine + 1} on",
            InvalidOperationException => "has text that is not UTF-8",
            InvalidDataException => "cannot be read, the gzip data is broken or ends too early",
            IOException => $"cannot be read ({cause.Message})",
            _ => cause.Message,
        };
        return new EnvironmentException($"Cannot play {_path}: line {_lines.Number} {found}. "
            + "Give an asciicast file of version 2 or 3, plain or .gz, such as \"asciinema rec\" writes.", cause);
    }
}
