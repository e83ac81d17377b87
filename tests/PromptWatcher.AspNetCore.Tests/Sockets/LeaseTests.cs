using Microsoft.Extensions.Options;
using PromptWatcher.AspNetCore.Security;
using PromptWatcher.AspNetCore.Sockets;

namespace PromptWatcher.AspNetCore.Tests.Sockets;

public sealed class LeaseTests
{
    private readonly WriterLease _lease = new();

    [Fact]
    public void Take_AfterLeave_GivesNobodyTheLease()
    {
        using SessionSocket gone = Socket();
        using SessionSocket stays = Socket();
        _lease.Join(stays);
        _lease.Leave(gone);

        _lease.Take(gone);
        _lease.Join(gone);

        Assert.False(_lease.IsHeld);
        Assert.Equal("none", _lease.HolderFor(stays));
    }

    [Fact]
    public void Leave_Holder_FreesTheLease()
    {
        using SessionSocket holder = Socket();
        _lease.Take(holder);
        Assert.True(_lease.IsHeldBy(holder));

        _lease.Leave(holder);

        Assert.False(_lease.IsHeld);
    }

    /// <summary>One that no client has.</summary>
    private SessionSocket Socket()
    {
        var options = new PromptWatcherWebOptions();
        return new SessionSocket(null!, null!, null!, SocketRole.Writer, _lease, new Limits(Options.Create(options), TimeProvider.System), options);
    }
}
