using System.Buffers.Binary;
using System.Text;

using PromptWatcher.Terminal;

namespace PromptWatcher.Tests.Terminal;

/// <summary>The fast ways of words agree with the table of widths and with strict UTF-8.</summary>
public sealed class Utf8TextTests
{
    private const int Eight = 8;

    [Fact]
    public void WriteWide_EveryThreeBytes_TakesOnlyWideCharactersAndAllOfTheUsualOnes()
    {
        Span<byte> text = stackalloc byte[3 * Eight];
        Span<char> cells = stackalloc char[2 * Eight];
        for (int place = 0; place < Eight; place++)
        {
            for (int three = 0; three < 1 << 24; three += place == 0 ? 1 : 251)
            {
                Fill(text, "一"u8);
                text[3 * place] = (byte)(three >> 16);
                BinaryPrimitives.WriteUInt16BigEndian(text[(3 * place + 1)..], (ushort)three);

                int count = Utf8Text.WriteWide(text, cells);

                bool isTaken = count > place;
                Assert.Equal(isTaken ? Eight : place, count);
                if (!isTaken)
                    continue;
                Assert.Equal(System.Buffers.OperationStatus.Done, Rune.DecodeFromUtf8(text[(3 * place)..], out Rune rune, out int length));
                Assert.Equal((3, 2), (length, CharacterWidth.Of(rune.Value)));
                Assert.Equal((rune.Value, Screen.WideTail), (cells[2 * place], cells[2 * place + 1]));
            }
        }
    }

    [Fact]
    public void WriteNarrow_EveryTwoBytes_TakesOnlyNarrowCharacters()
    {
        Span<byte> text = stackalloc byte[2 * Eight];
        Span<char> cells = stackalloc char[Eight];
        for (int place = 0; place < Eight; place++)
        {
            for (int two = 0; two < 1 << 16; two++)
            {
                Fill(text, "ж"u8);
                BinaryPrimitives.WriteUInt16BigEndian(text[(2 * place)..], (ushort)two);

                int count = Utf8Text.WriteNarrow(text, cells);

                bool isTaken = count > place;
                Assert.Equal(isTaken ? Eight : place, count);
                if (!isTaken)
                    continue;
                Assert.Equal(System.Buffers.OperationStatus.Done, Rune.DecodeFromUtf8(text[(2 * place)..], out Rune rune, out int length));
                Assert.Equal((2, 1), (length, CharacterWidth.Of(rune.Value)));
                Assert.Equal(rune.Value, cells[place]);
            }
        }
    }

    [Theory]
    [InlineData("漢字かなカナ한글", 8)]
    [InlineData("漢字かな、カナ한", 4)]
    public void WriteWide_Words_AreTaken(string text, int expected) =>
        Assert.Equal(expected, Utf8Text.WriteWide(Encoding.UTF8.GetBytes(text), stackalloc char[2 * Eight]));

    [Theory]
    [InlineData("éßжЯλΩאب", 8)]
    [InlineData("жЯλ\u0301Ωאבب", 3)]
    public void WriteNarrow_Words_AreTaken(string text, int expected) =>
        Assert.Equal(expected, Utf8Text.WriteNarrow(Encoding.UTF8.GetBytes(text), stackalloc char[Eight]));

    [Fact]
    public void WriteAscii_SomethingElseInIt_StopsThere()
    {
        Span<char> cells = stackalloc char[Eight];

        Assert.Equal(3, Utf8Text.WriteAscii("abcéfgh"u8, cells));
        Assert.Equal("abc", cells[..3].ToString());
    }

    [Fact]
    public void Write_LessRoomThanEight_WritesNothing()
    {
        Assert.Equal(0, Utf8Text.WriteAscii("abcdefgh"u8, new char[Eight - 1]));
        Assert.Equal(0, Utf8Text.WriteAscii("abcdefg"u8, new char[Eight]));
        Assert.Equal(0, Utf8Text.WriteNarrow("жжжжжжжж"u8, new char[Eight - 1]));
        Assert.Equal(0, Utf8Text.WriteNarrow("жжжжжжж"u8, new char[Eight]));
        Assert.Equal(0, Utf8Text.WriteWide("一一一一一一一一"u8, new char[2 * Eight - 1]));
        Assert.Equal(0, Utf8Text.WriteWide("一一一一一一一"u8, new char[2 * Eight]));
    }

    private static void Fill(Span<byte> text, ReadOnlySpan<byte> character)
    {
        for (int i = 0; i < text.Length; i += character.Length)
            character.CopyTo(text[i..]);
    }
}
