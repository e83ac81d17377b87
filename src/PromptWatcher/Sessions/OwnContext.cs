namespace PromptWatcher.Sessions;

/// <summary>Work that outlives the request that begins it, and must not keep what that request carries.</summary>
internal static class OwnContext
{
    internal static T Begin<T>(Func<T> begin)
    {
        if (ExecutionContext.IsFlowSuppressed())
            return begin();
        using (ExecutionContext.SuppressFlow())
            return begin();
    }
}
