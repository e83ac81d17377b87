using System.Runtime.InteropServices;

namespace PromptWatcher.Environments.Unix;

/// <summary>Strings in the C library's form, for the time of one call.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _allocated = [];

    internal byte* Add(string text)
    {
        nint native = Marshal.StringToCoTaskMemUTF8(text);
        _allocated.Add(native);
        return (byte*)native;
    }

    /// <summary>An array of strings ended by a null pointer.</summary>
    internal byte** Array(string[] texts)
    {
        var array = (byte**)Marshal.AllocCoTaskMem((texts.Length + 1) * sizeof(byte*));
        _allocated.Add((nint)array);
        for (int i = 0; i < texts.Length; i++)
            array[i] = Add(texts[i]);
        array[texts.Length] = null;
        return array;
    }

    public void Dispose()
    {
        foreach (nint native in _allocated)
            Marshal.FreeCoTaskMem(native);
    }
}
