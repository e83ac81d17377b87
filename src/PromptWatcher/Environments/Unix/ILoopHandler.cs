namespace PromptWatcher.Environments.Unix;

/// <summary>Owns a descriptor that the event loop watches.</summary>
internal interface ILoopHandler
{
    /// <summary>The descriptor is ready, or was a moment ago: a read may still find nothing. Never throws and never blocks.</summary>
    void OnReady(int descriptor, Readiness ready);
}
