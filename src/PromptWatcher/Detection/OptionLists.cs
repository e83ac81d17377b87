namespace PromptWatcher.Detection;

/// <summary>Lists for the reading of one frame, used again for the next: most of what looks like a list is none, and a frame allocates nothing.</summary>
internal sealed class OptionLists
{
    /// <summary>More than one reading of a frame takes; who reads one frame again and again gets new ones.</summary>
    private const int Most = 256;

    private readonly List<OptionList> _lists = [];
    private int _used;

    /// <summary>Another frame is read: no list of the last one is in use any more.</summary>
    public void Clear() => _used = 0;

    /// <summary>An empty list, until the next frame.</summary>
    public OptionList Take(OptionForm form, int bottom)
    {
        if (_used == Most)
            return new OptionList().Begin(form, bottom);
        if (_used == _lists.Count)
            _lists.Add(new OptionList());
        return _lists[_used++].Begin(form, bottom);
    }
}
