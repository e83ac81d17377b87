using Microsoft.Extensions.Options;

namespace PromptWatcher.Hosts;

/// <summary>How the terminals of a host are found and captured.</summary>
public sealed class HostMonitorOptions : IValidateOptions<HostMonitorOptions>
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryInterval = TimeSpan.FromMinutes(10);

    /// <summary>How long after a look that found a change the next one comes: from 50 ms to 1 minute; 250 ms by default.</summary>
    public TimeSpan QuickInterval { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// The longest time between two looks, reached when nothing changes: from <see cref="QuickInterval"/> to 1 minute. 1.5 s by default, with which
    /// everything shows within 2 s.
    /// </summary>
    public TimeSpan SlowInterval { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The longest time between two attempts while the host cannot be read: from <see cref="SlowInterval"/> to 10 minutes; 30 s by default.</summary>
    public TimeSpan RetryInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Which terminals are captured where they can be; all but <see cref="HostTerminal.IsOurs"/> when it is <see langword="null"/>.</summary>
    public Func<HostTerminal, bool>? Capture { get; set; }

    /// <summary>Terminals that can be typed to may be typed to: those of tmux. <see langword="false"/> by default: every capture is read-only.</summary>
    public bool AllowTyping { get; set; }

    /// <summary>
    /// Which terminals of this machine have their programs traced (ptrace(2)) where no other capture works; none when it is <see langword="null"/>, the default.
    /// Linux 5.3 or newer on x64 or arm64.
    /// </summary>
    /// <remarks>
    /// Every system call of a traced program stops it twice, TODO. It takes root or CAP_SYS_PTRACE, or the terminal's user where
    /// <c>/proc/sys/kernel/yama/ptrace_scope</c> is 0. Not seen is what was printed before, what the terminal itself echoes, what is printed by sendfile, splice or io_uring, and
    /// what 32-bit programs, programs that are traced already, and set-user-id programs of others print. <see cref="HostTerminal.IsOurs"/> are never traced.
    /// </remarks>
    public Func<HostTerminal, bool>? Trace { get; set; }

    /// <summary>How long after a look at what a terminal shows the next one comes: a little later each time that nothing has changed.</summary>
    internal TimeSpan NextLook(TimeSpan interval, bool hasChanged) =>
        hasChanged ? QuickInterval : interval + QuickInterval < SlowInterval ? interval + QuickInterval : SlowInterval;

    ValidateOptionsResult IValidateOptions<HostMonitorOptions>.Validate(string? name, HostMonitorOptions options)
    {
        string[] failures =
        [
            .. Failure(nameof(QuickInterval), options.QuickInterval, ShortestInterval, LongestInterval),
            .. Failure(nameof(SlowInterval), options.SlowInterval, options.QuickInterval, LongestInterval),
            .. Failure(nameof(RetryInterval), options.RetryInterval, options.SlowInterval, LongestRetryInterval),
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failure(string option, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            yield return $"{nameof(HostMonitorOptions)}.{option} is {value}; it must be from {least} to {most}.";
    }
}
