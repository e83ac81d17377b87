using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace PromptWatcher.AspNetCore.Sockets;

/// <summary>Tickets for sockets: used once, soon, for one session, in one role, by one user. A page cannot send headers with a socket.</summary>
internal sealed class TicketStore(IOptions<PromptWatcherWebOptions> options, TimeProvider time)
{
    private const int IdLength = 16, SecretBytes = 32;

    /// <summary>Hexadecimal digits of a whole ticket: the id by which it is found, and the secret that is compared.</summary>
    private const int Length = IdLength + 2 * SecretBytes;

    private readonly ConcurrentDictionary<string, Ticket> _tickets = new();

    /// <summary>Makes one; <see langword="null"/> when too many wait to be used.</summary>
    internal (string Ticket, DateTimeOffset ExpiresAt)? Create(string sessionId, string epoch, SocketRole role, string user)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_tickets.Count >= options.Value.MaxTickets)
        {
            foreach (KeyValuePair<string, Ticket> waiting in _tickets.Where(waiting => waiting.Value.ExpiresAt <= now))
                _tickets.TryRemove(waiting);
            if (_tickets.Count >= options.Value.MaxTickets)
                return null;
        }

        string text = RandomNumberGenerator.GetHexString(Length, lowercase: true);
        var ticket = new Ticket(Hash(text), sessionId, epoch, role, user, now + options.Value.TicketLifetime);
        _tickets[text[..IdLength]] = ticket;
        return (text, ticket.ExpiresAt);
    }

    /// <summary>Uses a ticket up. Of many who try at once one succeeds.</summary>
    internal SocketRole? TryUse(string? text, string sessionId, string epoch, string user)
    {
        if (text is not { Length: Length } || !_tickets.TryGetValue(text[..IdLength], out Ticket? ticket))
            return null;
        bool isRight = CryptographicOperations.FixedTimeEquals(Hash(text), ticket.Hash);
        if (!isRight || !_tickets.TryRemove(new KeyValuePair<string, Ticket>(text[..IdLength], ticket)))
            return null;
        return ticket.SessionId == sessionId && ticket.Epoch == epoch && ticket.User == user && time.GetUtcNow() < ticket.ExpiresAt ? ticket.Role : null;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.ASCII.GetBytes(text));

    private sealed record Ticket(byte[] Hash, string SessionId, string Epoch, SocketRole Role, string User, DateTimeOffset ExpiresAt);
}
