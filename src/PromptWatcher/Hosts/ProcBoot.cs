using System.Buffers.Text;

namespace PromptWatcher.Hosts;

/// <summary>Reads when a machine started.</summary>
internal static class ProcBoot
{
    /// <summary>By <c>/proc/uptime</c>, to 10 ms; null when it is not that. <c>/proc/stat</c> tells it in whole seconds only.</summary>
    internal static DateTimeOffset? TimeOf(ReadOnlySpan<byte> uptime, DateTimeOffset now) =>
        Utf8Parser.TryParse(uptime, out decimal seconds, out _) && seconds is >= 0 and < uint.MaxValue ? now - TimeSpan.FromSeconds((double)seconds) : null;
}
