#!/usr/bin/env python3
"""Build the fonts of printed documents from the files script/fonts has unpacked.

    python script/build_fonts.py SOURCE TARGET

What is done to every font, and why:
- TrueType outlines, because they subset four times faster than CFF;
- the same ascent and descent everywhere, so that a rare name or a digit never moves a baseline;
- full-width curly quotes whose ink sits next to the quoted text;
- glyphs numbered by how common the character is, so that the subset of a document is short;
- `chws` (contextual half-width spacing), so that adjacent punctuation is squeezed while shaping;
- names of our own, because some licences reserve the original name for the original file.
"""

import logging
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from chws_tool import add_chws
from fontTools import subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.reorderGlyphs import reorderGlyphs

ASCENT, DESCENT = 0.88, 0.12
OPENING, CLOSING = "“‘", "”’"
QUOTE_INSET = 0.045
LATIN = {0x20, *range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *map(ord, ".%,/-@+:~")}
DROPPED = ("BASE", "DSIG", "VORG", "vhea", "vmtx", "VVAR", "GPOS", "GSUB", "GDEF", "STAT", "gasp", "meta")


@dataclass(frozen=True)
class Recipe:
    """One font of the stack: where it comes from and what it is called afterwards.

    `only` limits the characters; `rest` keeps those no font before it has.
    """

    family: str
    source: str
    only: frozenset[int] | None = None
    punctuation: bool = True
    rest: bool = False


RECIPES = (
    Recipe("GW Latin", "NotoSerifSC_400Regular.ttf", only=frozenset(LATIN), punctuation=False),
    Recipe("GW Fang", "FandolFang-Regular.otf"),
    Recipe("GW Fang Ext", "LXGWWenKai-Light.ttf"),
    Recipe("GW Kai", "LXGWWenKai-Regular.ttf"),
    Recipe("GW Hei", "NotoSansSC_500Medium.ttf"),
    Recipe("GW Song", "NotoSerifSC_400Regular.ttf"),
    Recipe("GW Title", "NotoSerifSC_700Bold.ttf"),
    Recipe("GW Rare", "BabelStoneHan.ttf", punctuation=False, rest=True),
)


def common_first(codepoints: Iterable[int]) -> list[int]:
    """Latin, punctuation, then GB 2312 level 1 (the 3,755 common characters), level 2, then the rest."""

    def rank(codepoint: int) -> tuple[int, int]:
        if codepoint < 0x2E80:
            return (0, codepoint)
        try:
            code = int.from_bytes(chr(codepoint).encode("gb2312"), "big")
        except UnicodeEncodeError:
            return (2, codepoint)
        return (1, code)

    return sorted(codepoints, key=rank)


def to_truetype(font: TTFont) -> None:
    """Replace CFF outlines by quadratic ones (off by at most a thousandth of the em)."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = outlines
    del font["CFF "]
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in [
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
        "maxComponentDepth",
    ]:
        setattr(maxp, field, 0)
    font["head"].glyphDataFormat = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


def keep_encoded(font: TTFont, only: frozenset[int] | None) -> None:
    """Drop glyphs no character asks for, and tables that printing horizontally never uses."""
    options = subset.Options(
        layout_features=[], name_IDs=["*"], hinting=False, notdef_outline=True, drop_tables=list(DROPPED)
    )
    options.drop_tables += ["cvt ", "fpgm", "prep"]
    subsetter = subset.Subsetter(options)
    codepoints = set(font.getBestCmap())
    subsetter.populate(unicodes=codepoints & only if only else codepoints)
    subsetter.subset(font)


def number_by_use(font: TTFont) -> None:
    """Give common characters the low glyph numbers."""
    cmap = font.getBestCmap()
    order = dict.fromkeys([".notdef", *(cmap[codepoint] for codepoint in common_first(cmap))])
    order.update(dict.fromkeys(font.getGlyphOrder()))
    reorderGlyphs(font, list(order))


def place_quotes(font: TTFont) -> None:
    """Make curly quotes one em wide with the blank half on the outer side."""
    cmap, em = font.getBestCmap(), font["head"].unitsPerEm
    glyphs, table, metrics = font.getGlyphSet(), font["glyf"], font["hmtx"]
    for character in OPENING + CLOSING:
        name = cmap.get(ord(character))
        if name is None:
            continue
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        left, _, right, _ = pen.bounds
        shift = em * (1 - QUOTE_INSET) - right if character in OPENING else em * QUOTE_INSET - left
        outline = TTGlyphPen(glyphs)
        glyphs[name].draw(outline)
        glyph = outline.glyph()
        glyph.coordinates.translate((round(shift), 0))
        glyph.recalcBounds(table)
        table[name] = glyph
        metrics[name] = (em, glyph.xMin)


def equal_metrics(font: TTFont) -> None:
    """The same ascent and descent, in parts of the em, for every font of the stack."""
    em = font["head"].unitsPerEm
    up, down = round(ASCENT * em), round(DESCENT * em)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = up, -down, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = up, -down, 0
    os2.usWinAscent, os2.usWinDescent = up, down
    os2.usWeightClass = 400
    os2.fsSelection = 0x40
    font["head"].macStyle = 0


def rename(font: TTFont, family: str) -> None:
    """Call the font `family`, Regular: the roles of a document choose it by name, never by weight."""
    names = font["name"]
    kept = [record for record in names.names if record.nameID in (0, 13, 14)]
    names.names = kept
    for name_id, text in (
        (1, family),
        (2, "Regular"),
        (3, family),
        (4, family),
        (6, family.replace(" ", "")),
    ):
        names.setName(text, name_id, 3, 1, 0x409)


def build(recipe: Recipe, source: Path, target: Path) -> None:
    """Write one font of the stack."""
    logging.disable(logging.WARNING)  # the tools report every font they do not know by name
    font = TTFont(source, recalcTimestamp=False)
    if "CFF " in font:
        to_truetype(font)
    keep_encoded(font, recipe.only)
    number_by_use(font)
    if recipe.punctuation:
        place_quotes(font)
    equal_metrics(font)
    rename(font, recipe.family)
    out = target / f"{recipe.family.replace(' ', '')}.ttf"
    font.save(out)
    if recipe.punctuation:
        plain = out.with_suffix(".plain")
        out.rename(plain)
        add_chws(plain, out)
        plain.unlink()


def left_over(recipes: Iterable[Recipe], found: dict[str, Path]) -> frozenset[int]:
    """Characters that the fonts before the last ones of the chains lack."""
    covered: set[int] = set()
    for recipe in recipes:
        if not recipe.rest and recipe.only is None:
            with TTFont(found[recipe.source], lazy=True) as font:
                covered |= set(font.getBestCmap())
    return frozenset(range(0x20, 0x110000)) - covered


def main(arguments: list[str]) -> None:
    source, target = Path(arguments[0]), Path(arguments[1])
    found = {path.name: path for path in sorted(source.rglob("*.[ot]tf"))}
    todo = [recipe for recipe in RECIPES if recipe.source in found]
    todo = [replace(recipe, only=left_over(todo, found)) if recipe.rest else recipe for recipe in todo]
    with ProcessPoolExecutor(2) as pool:
        jobs = {recipe: pool.submit(build, recipe, found[recipe.source], target) for recipe in todo}
        for recipe, job in jobs.items():
            job.result()
            print(f"Fonts: {recipe.family} from {recipe.source}")
    built = {recipe.family for recipe in jobs}
    for recipe in RECIPES:
        if recipe.family not in built:
            print(f"Fonts: {recipe.family} is left out, {recipe.source} was not found", file=sys.stderr)
    licences = target / "licences"
    licences.mkdir(exist_ok=True)
    for path in [*source.rglob("copyright"), *source.rglob("LICENSE_FONT")]:
        (licences / f"{path.parent.name}.txt").write_bytes(path.read_bytes())


if __name__ == "__main__":
    main(sys.argv[1:])
