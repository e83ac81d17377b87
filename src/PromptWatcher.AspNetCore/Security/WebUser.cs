using System.Security.Claims;

namespace PromptWatcher.AspNetCore.Security;

/// <summary>Tells users apart.</summary>
internal static class WebUser
{
    /// <summary>Empty for the one who needs no login; <see langword="null"/> for a login that does not say whose it is, which could be anybody's.</summary>
    internal static string? Key(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true } identity
        ? Name(user) is { Length: > 0 } name ? $"{identity.AuthenticationType}\n{name}" : null
        : "";

    private static string? Name(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub") ?? user.Identity?.Name;
}
