#!/usr/bin/env python3
"""Writes the tables under src/PromptWatcher/Terminal from a folder of the Unicode Character Database.

    eng/unicode-tables.py width UCD_FOLDER > src/PromptWatcher/Terminal/CharacterWidth.Tables.cs
    eng/unicode-tables.py breaks UCD_FOLDER > src/PromptWatcher/Terminal/GraphemeBreak.Tables.cs

The folder holds extracted/DerivedEastAsianWidth.txt, extracted/DerivedGeneralCategory.txt, auxiliary/GraphemeBreakProperty.txt,
emoji/emoji-data.txt and emoji/emoji-variation-sequences.txt.
"""
import re
import sys
from pathlib import Path

LAST = 0x10FFFF
BLOCK = 256
NARROW, WIDE, MARK, DROPPED = 1, 2, 0, 3

# Format characters that change nothing in a cell; kept, they would only hide the letter before them from a search.
INVISIBLE = [(0x00, 0x1F), (0x7F, 0x9F), (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
             (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB)]

# As in GraphemeBreak.Class. What one code point has alone (CR, LF, ZWJ, ZWNJ) or a formula tells (LV, LVT) stands in the code.
CLASSES = ["Other", "Control", "Extend", "Linker", "Consonant", "Prepend", "SpacingMark", "Regional_Indicator", "L", "V", "T",
           "Pictographic", "EmojiVariation"]

# Indic_Conjunct_Break of Unicode 17 (DerivedCoreProperties.txt), which not every copy of the folder holds.
LINKERS = [0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D, 0x1039, 0x17D2, 0x1A60, 0x1B44, 0x1BAB, 0xA9C0, 0xAAF6, 0x10A3F, 0x11133,
           0x113D0, 0x1193E, 0x11A47, 0x11A99, 0x11F42]
CONSONANTS = [
    (0x915, 0x939), (0x958, 0x95F), (0x978, 0x97F), (0x995, 0x9A8), (0x9AA, 0x9B0), (0x9B2, 0x9B2), (0x9B6, 0x9B9), (0x9DC, 0x9DD),
    (0x9DF, 0x9DF), (0x9F0, 0x9F1), (0xA95, 0xAA8), (0xAAA, 0xAB0), (0xAB2, 0xAB3), (0xAB5, 0xAB9), (0xAF9, 0xAF9), (0xB15, 0xB28),
    (0xB2A, 0xB30), (0xB32, 0xB33), (0xB35, 0xB39), (0xB5C, 0xB5D), (0xB5F, 0xB5F), (0xB71, 0xB71), (0xC15, 0xC28), (0xC2A, 0xC39),
    (0xC58, 0xC5A), (0xD15, 0xD3A), (0x1000, 0x102A), (0x103F, 0x103F), (0x1050, 0x1055), (0x105A, 0x105D), (0x1061, 0x1061),
    (0x1065, 0x1066), (0x106E, 0x1070), (0x1075, 0x1081), (0x108E, 0x108E), (0x1780, 0x17B3), (0x1A20, 0x1A54), (0x1B0B, 0x1B0C),
    (0x1B13, 0x1B33), (0x1B45, 0x1B4C), (0x1B83, 0x1BA0), (0x1BAE, 0x1BAF), (0x1BBB, 0x1BBD), (0xA989, 0xA98B), (0xA98F, 0xA9B2),
    (0xA9E0, 0xA9E4), (0xA9E7, 0xA9EF), (0xA9FA, 0xA9FE), (0xAA60, 0xAA6F), (0xAA71, 0xAA73), (0xAA7A, 0xAA7A), (0xAA7E, 0xAA7F),
    (0xAAE0, 0xAAEA), (0xABC0, 0xABDA), (0x10A00, 0x10A00), (0x10A10, 0x10A13), (0x10A15, 0x10A17), (0x10A19, 0x10A35),
    (0x11103, 0x11126), (0x11144, 0x11144), (0x11147, 0x11147), (0x11380, 0x11389), (0x1138B, 0x1138B), (0x1138E, 0x1138E),
    (0x11390, 0x113B5), (0x11900, 0x11906), (0x11909, 0x11909), (0x1190C, 0x11913), (0x11915, 0x11916), (0x11918, 0x1192F),
    (0x11A00, 0x11A00), (0x11A0B, 0x11A32), (0x11A50, 0x11A50), (0x11A5C, 0x11A83), (0x11F04, 0x11F10), (0x11F12, 0x11F33)]


def properties(path):
    """Yields (first, last, value); defaults (@missing) come before the lines that override them."""
    defaults, lines = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        missing = re.match(r"# @missing: (\w+)\.\.(\w+); (\w+)", line)
        found = re.match(r"(\w+)(?:\.\.(\w+))?\s*;\s*(\w+)", line)
        if missing:
            defaults.append((int(missing[1], 16), int(missing[2], 16), missing[3]))
        elif found:
            lines.append((int(found[1], 16), int(found[2] or found[1], 16), found[3]))
    return defaults + lines


def fill(table, first, last, value):
    table[first:last + 1] = bytes([value]) * (last + 1 - first)


def widths(folder):
    table = bytearray([NARROW]) * (LAST + 1)
    for first, last, value in properties(folder / "extracted/DerivedEastAsianWidth.txt"):
        fill(table, first, last, WIDE if value in ("W", "F", "Wide", "Fullwidth") else NARROW)
    for first, last, value in properties(folder / "extracted/DerivedGeneralCategory.txt"):
        if value in ("Mn", "Me", "Cf"):
            fill(table, first, last, MARK)
    fill(table, 0x1160, 0x11FF, MARK)   # Hangul vowels and finals join the syllable before them
    fill(table, 0xD7B0, 0xD7FF, MARK)
    fill(table, 0x00AD, 0x00AD, NARROW)  # terminals show the soft hyphen
    for first, last in INVISIBLE:
        fill(table, first, last, DROPPED)
    return table


def breaks(folder):
    table = bytearray(LAST + 1)
    for first, last, value in properties(folder / "auxiliary/GraphemeBreakProperty.txt"):
        if value in CLASSES:
            fill(table, first, last, CLASSES.index(value))
    for first, last, value in properties(folder / "emoji/emoji-data.txt"):
        if value == "Extended_Pictographic":
            fill(table, first, last, CLASSES.index("Pictographic"))
    for line in (folder / "emoji/emoji-variation-sequences.txt").read_text(encoding="utf-8").splitlines():
        found = re.match(r"(\w+) FE0F", line)
        # Digits, # and * are no pictographs; the code knows them.
        if found and int(found[1], 16) > 0x7F:
            code = int(found[1], 16)
            assert table[code] == CLASSES.index("Pictographic")
            table[code] = CLASSES.index("EmojiVariation")
    for code in LINKERS:
        assert table[code] == CLASSES.index("Extend")
        table[code] = CLASSES.index("Linker")
    for first, last in CONSONANTS:
        assert not any(table[first:last + 1])
        fill(table, first, last, CLASSES.index("Consonant"))
    return table


def rows(values, per_line):
    for start in range(0, len(values), per_line):
        yield "        " + " ".join(f"{value}," for value in values[start:start + per_line])


def packed(codes, bits):
    step = 8 // bits
    return bytes(sum(codes[i + k] << bits * k for k in range(step)) for i in range(0, len(codes), step))


def main():
    kind, folder = sys.argv[1], Path(sys.argv[2])
    table, name, plural, bits = {
        "width": lambda: (widths(folder), "static partial class CharacterWidth", "Widths", 2),
        "breaks": lambda: (breaks(folder), "partial struct GraphemeBreak", "Classes", 4),
    }[kind]()
    version = re.search(r"-(\d+\.\d+)", (folder / "extracted/DerivedEastAsianWidth.txt").read_text(encoding="utf-8")[:80])[1]
    blocks, index = [], []
    for start in range(0, LAST + 1, BLOCK):
        block = packed(table[start:start + BLOCK], bits)
        if block not in blocks:
            blocks.append(block)
        index.append(blocks.index(block))
    count = {2: "Two", 4: "Four"}[bits]
    print(f"""// <auto-generated>Unicode {version}, by eng/unicode-tables.py; do not edit.</auto-generated>
namespace PromptWatcher.Terminal;

internal {name}
{{
    /// <summary>The block of each 256 code points.</summary>
    private static ReadOnlySpan<byte> Blocks =>
    [""")
    print("\n".join(rows(index, 32)))
    print(f"""    ];

    /// <summary>{count} bits for each code point, {BLOCK * bits // 8} bytes for each distinct block.</summary>
    private static ReadOnlySpan<byte> {plural} =>
    [""")
    print("\n".join(rows(b"".join(blocks), 32)))
    print("    ];\n}")


main()
