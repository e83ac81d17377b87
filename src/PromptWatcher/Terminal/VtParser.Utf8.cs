using System.Buffers;
using System.Text;

namespace PromptWatcher.Terminal;

public sealed partial class VtParser
{
    private const int MaxUtf8Length = 4;

    private readonly byte[] _pending = new byte[MaxUtf8Length];
    private int _pendingLength;

    private static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    /// <summary>Delivers a run that is not all ASCII; keeps a code point that the end of the chunk cuts.</summary>
    private void PrintUtf8<THandler>(scoped ReadOnlySpan<byte> run, bool isEndOfChunk, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        if (isEndOfChunk)
        {
            int cut = CutLength(run);
            run[^cut..].CopyTo(_pending);
            _pendingLength = cut;
            run = run[..^cut];
        }

        if (!run.IsEmpty)
            handler.Print(run);
    }

    /// <summary>How many bytes at the end begin a code point that may yet be completed.</summary>
    private static int CutLength(scoped ReadOnlySpan<byte> run)
    {
        for (int length = 1; length < MaxUtf8Length && length <= run.Length; length++)
        {
            byte lead = run[^length];
            if (lead < 0x80)
                return 0;
            if (lead >= 0xc0)
                return Rune.DecodeFromUtf8(run[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }

        return 0;
    }

    /// <summary>Goes on with the code point that the last chunk cut; returns how many of the new bytes it took.</summary>
    private int CompletePending<THandler>(scoped ReadOnlySpan<byte> data, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        for (int i = 0; i < data.Length; i++)
        {
            _pending[_pendingLength] = data[i];
            ReadOnlySpan<byte> pending = _pending.AsSpan(0, _pendingLength + 1);
            OperationStatus status = Rune.DecodeFromUtf8(pending, out _, out _);
            if (status == OperationStatus.NeedMoreData)
            {
                _pendingLength++;
                continue;
            }

            _pendingLength = 0;
            bool isComplete = status == OperationStatus.Done;
            handler.Print(isComplete ? pending : Replacement);
            return isComplete ? i + 1 : i;
        }

        return data.Length;
    }
}
