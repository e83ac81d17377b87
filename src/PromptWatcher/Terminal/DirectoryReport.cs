using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace PromptWatcher.Terminal;

/// <summary>The last working directory that the program reported. It is read when somebody asks.</summary>
internal sealed class DirectoryReport
{
    /// <summary>Bytes of a report; a longer one is no directory.</summary>
    public const int MaxLength = 4_096;

    private readonly BoundedText _report = new(MaxLength + 1);
    private bool _isUri;
    private bool _isRead = true;
    private WorkingDirectory? _directory;

    /// <summary>The report as it came, a URI or a path.</summary>
    public ReadOnlySpan<byte> Report => _report.Utf8;

    public bool IsUri => _isUri;

    public WorkingDirectory? Directory
    {
        get
        {
            if (!_isRead)
                _directory = _report.Utf8.Length > MaxLength ? null : _isUri ? ReadUri(_report.Utf8) : ReadPath(null, _report.Utf8);
            _isRead = true;
            return _directory;
        }
    }

    /// <summary>OSC 7: a file URI.</summary>
    public void SetUri(ReadOnlySpan<byte> uri) => Set(uri, isUri: true);

    /// <summary>A path as it is.</summary>
    public void SetPath(ReadOnlySpan<byte> path) => Set(path, isUri: false);

    private void Set(ReadOnlySpan<byte> report, bool isUri)
    {
        if (!_report.Set(report) && isUri == _isUri)
            return;
        _isUri = isUri;
        _isRead = false;
    }

    private static WorkingDirectory? ReadUri(ReadOnlySpan<byte> uri)
    {
        if (!uri.StartsWith("file://"u8))
            return null;
        uri = uri["file://".Length..];
        int slash = uri.IndexOf((byte)'/');
        if (slash < 0 || uri[..slash].ContainsAnyExceptInRange((byte)'!', (byte)'~'))
            return null;
        Span<byte> path = stackalloc byte[MaxLength];
        return TryUnescape(uri[slash..], path, out int length)
            ? ReadPath(slash == 0 ? null : Encoding.ASCII.GetString(uri[..slash]), path[..length])
            : null;
    }

    private static WorkingDirectory? ReadPath(string? host, ReadOnlySpan<byte> path) =>
        path.IsEmpty || !Utf8.IsValid(path) || PlainText.HasControls(path)
            ? null
            : new WorkingDirectory(host, Encoding.UTF8.GetString(path));

    private static bool TryUnescape(ReadOnlySpan<byte> text, Span<byte> path, out int length)
    {
        length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte next = text[i];
            if (next == '%')
            {
                if (i + 2 >= text.Length || !Utf8Parser.TryParse(text.Slice(i + 1, 2), out next, out int digits, 'x') || digits != 2)
                    return false;
                i += 2;
            }

            path[length++] = next;
        }

        return true;
    }
}
