using System.Buffers;
using System.Text;
using System.Text.Unicode;

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

        if (Utf8.IsValid(run))
        {
            if (!run.IsEmpty)
                handler.Print(run);
        }
        else
        {
            PrintMalformed(run, ref handler);
        }
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

    /// <summary>One U+FFFD for each maximal subpart of an ill-formed sequence (Unicode 17, section 3.9.6).</summary>
    private static void PrintMalformed<THandler>(scoped ReadOnlySpan<byte> run, scoped ref THandler handler)
        where THandler : struct, IVtHandler, allows ref struct
    {
        int valid = 0;
        while (valid < run.Length)
        {
            OperationStatus status = Rune.DecodeFromUtf8(run[valid..], out _, out int consumed);
            if (status == OperationStatus.Done)
            {
                valid += consumed;
                continue;
            }

            if (valid > 0)
                handler.Print(run[..valid]);
            handler.Print(Replacement);
            run = run[(valid + consumed)..];
            valid = 0;
        }

        if (valid > 0)
            handler.Print(run);
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
