using System.Runtime.CompilerServices;
using PromptWatcher.Sessions;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Who may write to which session.</summary>
internal sealed class LeaseBoard
{
    private readonly ConditionalWeakTable<TerminalSession, WriterLease> _leases = [];

    internal WriterLease Of(TerminalSession session) => _leases.GetValue(session, static _ => new WriterLease());
}
