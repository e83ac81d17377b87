namespace PromptWatcher.Terminal;

/// <summary>When a table that counts no references is searched for what nothing uses any more, and the marks that such a search sets.</summary>
/// <param name="distance">Refusals between two searches of a table that is full of what cells show. Counted, not timed, so that it depends on no chunk.</param>
internal struct TableSweep(int distance)
{
    private bool[] _isUsed = [];
    private int _refused;

    /// <summary>Asked by each that finds the table full: whether it is to be searched now, or the newcomer refused.</summary>
    public bool IsDue() => --_refused < 0;

    /// <summary>A mark for each entry, none set.</summary>
    public Span<bool> Begin(int entries)
    {
        if (_isUsed.Length < entries)
            _isUsed = new bool[entries];
        Array.Clear(_isUsed);
        return _isUsed;
    }

    /// <summary>Where nearly all are in use, looking again at once would only cost time.</summary>
    public void End(bool isCrowded) => _refused = isCrowded ? distance : 0;
}
