using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PromptWatcher.Environments;

namespace PromptWatcher.AspNetCore.Recordings;

/// <summary>Writes a recording, event by event (https://docs.asciinema.org/manual/asciicast/v3/). What is typed is not recorded.</summary>
internal sealed class AsciicastWriter : IAsyncDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;
    private readonly TimeProvider _time;
    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _json;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private long _at;

    /// <summary>Makes the file, for this user's eyes only.</summary>
    internal AsciicastWriter(string path, TimeProvider time)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        _json = new Utf8JsonWriter(_lines, Plain);
        _time = time;
        _at = time.GetTimestamp();
        Path = path;
    }

    internal string Path { get; }

    /// <summary>Nothing more is written.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Bytes written.</summary>
    internal long Length { get; private set; }

    internal void Header(TerminalSize size)
    {
        _json.WriteStartObject();
        _json.WriteNumber("version", 3);
        _json.WriteStartObject("term");
        _json.WriteNumber("cols", size.Columns);
        _json.WriteNumber("rows", size.Rows);
        _json.WriteEndObject();
        _json.WriteNumber("timestamp", _time.GetUtcNow().ToUnixTimeSeconds());
        _json.WriteEndObject();
        EndLine();
    }

    /// <summary>Output, cut anywhere: a character that is cut in two goes into the event in which it ends.</summary>
    internal void Output(ReadOnlySpan<byte> output)
    {
        char[] text = ArrayPool<char>.Shared.Rent(_decoder.GetCharCount(output, flush: false));
        int length = _decoder.GetChars(output, text, flush: false);
        if (length > 0)
            Event("o", text.AsSpan(0, length));
        ArrayPool<char>.Shared.Return(text, clearArray: true);
    }

    internal void Resized(TerminalSize size) => Event("r", size.ToString());

    internal void Marker(string label) => Event("m", label);

    internal void Exit(int status) => Event("x", status.ToString(CultureInfo.InvariantCulture));

    internal async ValueTask FlushAsync()
    {
        await _file.WriteAsync(_lines.WrittenMemory).ConfigureAwait(false);
        Length += _lines.WrittenCount;
        _lines.ResetWrittenCount();
    }

    public async ValueTask DisposeAsync()
    {
        IsClosed = true;
        await _json.DisposeAsync().ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private void Event(string code, ReadOnlySpan<char> text)
    {
        long now = _time.GetTimestamp();
        _json.WriteStartArray();
        _json.WriteNumberValue(Math.Round(_time.GetElapsedTime(_at, now).TotalSeconds, 6));
        _json.WriteStringValue(code);
        _json.WriteStringValue(text);
        _json.WriteEndArray();
        _at = now;
        EndLine();
    }

    private void EndLine()
    {
        _json.Flush();
        _json.Reset();
        _lines.Write("\n"u8);
    }
}
