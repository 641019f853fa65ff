"""The page of an official document in WordprocessingML: grid, fonts by name, page numbers, 版记."""

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

AREA: Length = Mm(156)
BODY_SIZE = 16.0
# 22 lines to 225 mm in whole twentieths of a point, rounded down or the last line would not fit.
LINE = 579 / 20
LATIN = "Times New Roman"
# Rules of the 版记 in eighths of a point: 0.35 mm outside, 0.25 mm inside.
OUTER_RULE, INNER_RULE = 8, 6
FIXED_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def element(tag: str, **attributes: str | int) -> Any:
    """An element of the w: namespace; attribute names get the prefix."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


class Page:
    """A document being written."""

    def __init__(self, title: str, body_font: str) -> None:
        self.body_font = body_font
        self.document = Document()
        style: Any = self.document.styles["Normal"]
        style.font.name = LATIN
        style.font.size = Pt(BODY_SIZE)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), body_font)
        style.element.rPr.append(element("lang", val="en-US", eastAsia="zh-CN"))
        properties = self.document.core_properties
        properties.title, properties.language, properties.author = title, "zh-CN", ""
        properties.created = properties.modified = FIXED_DATE
        properties.comments = ""
        self._lay_out(self.document.sections[0])

    def _lay_out(self, section: Section) -> None:
        """A4, type area 156 x 225 mm, 22 lines to the page."""
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.header_distance, section.footer_distance = Mm(15), Mm(22)
        properties = section._sectPr
        for old in properties.findall(qn("w:docGrid")):
            properties.remove(old)
        properties.append(element("docGrid", type="lines", linePitch=round(LINE * 20)))

    def pitch(self, paragraph: Paragraph, points: float) -> None:
        """Exact line pitch, so that the grid holds whatever font the reader has."""
        layout = paragraph.paragraph_format
        layout.space_before = layout.space_after = Pt(0)
        layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        layout.line_spacing = Pt(points)
        layout.widow_control = False
        properties = paragraph._p.get_or_add_pPr()
        after = ("w:spacing", "w:ind", "w:jc")
        # Word's own “smart” spacing between Chinese and digits is not the office's style.
        properties.insert_element_before(element("autoSpaceDE", val=0), *after)
        properties.insert_element_before(element("autoSpaceDN", val=0), *after)
        if points != LINE:
            properties.insert_element_before(element("snapToGrid", val=0), *after)

    def paragraph(self, pitch: float) -> Paragraph:
        made = self.document.add_paragraph()
        self.pitch(made, pitch)
        return made

    def line(
        self,
        text: str,
        font: str = "",
        size: float = BODY_SIZE,
        *,
        pitch: float = LINE,
        align: WD_ALIGN_PARAGRAPH | None = None,
    ) -> Paragraph:
        """One line, by default in the font of the body; an empty one without a text."""
        paragraph = self.paragraph(pitch)
        if align is not None:
            paragraph.alignment = align
        if text:
            self.run(paragraph, text, font or self.body_font, size)
        return paragraph

    def indent_first_line(self, paragraph: Paragraph, characters: int) -> None:
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()
        indent.set(qn("w:firstLineChars"), str(characters * 100))
        indent.set(qn("w:firstLine"), str(round(characters * BODY_SIZE * 20)))

    def run(
        self,
        paragraph: Paragraph,
        text: str,
        font: str,
        size: float,
        *,
        color: str = "",
        spacing: float = 0.0,
    ) -> Run:
        """Text in a Chinese font by name; `spacing` in points is added to every character."""
        made = paragraph.add_run(text)
        made.font.size = Pt(size)
        made.font.name = LATIN
        properties = made._r.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
        if color:
            made.font.color.rgb = RGBColor.from_string(color)
        if spacing:
            properties.insert_element_before(element("spacing", val=round(spacing * 20)), "w:sz")
        return made

    def border_below(self, paragraph: Paragraph, color: str, eighths: int) -> None:
        borders = element("pBdr")
        borders.append(element("bottom", val="single", sz=eighths, space=4, color=color))
        paragraph._p.get_or_add_pPr().insert_element_before(
            borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
        )

    def end_cover(self) -> None:
        """What follows begins a new page and a new count of pages."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._lay_out(section)
        section._sectPr.append(element("pgNumType", start=1))
        # Children of sectPr have a fixed order: the grid comes last.
        section._sectPr.append(section._sectPr.find(qn("w:docGrid")))

    def number_pages(self, font: str, *, after_cover: bool) -> None:
        """— N — at the outer edge. Behind a cover page 1 is the back of a leaf, so its outer edge is the left one."""
        self.document.settings.odd_and_even_pages_header_footer = True
        section = self.document.sections[-1]
        odd, even = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT
        if after_cover:
            odd, even = even, odd
        for footer, side in ((section.footer, odd), (section.even_page_footer, even)):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
            self.run(paragraph, "— ", font, 14)
            self._page_field(self.run(paragraph, "", font, 14))
            self.run(paragraph, " —", font, 14)

    def _page_field(self, run: Run) -> None:
        instruction = element("instrText")
        instruction.text = "PAGE"
        for part in (
            element("fldChar", fldCharType="begin"),
            instruction,
            element("fldChar", fldCharType="end"),
        ):
            run._r.append(part)

    def table_at_foot(self, rows: int) -> Table:
        """A table of one column that floats at the foot of the type area."""
        table: Table = self.document.add_table(rows, 1)
        table.autofit = False
        table.columns[0].width = AREA
        for row in table.rows:
            row.cells[0].width = AREA
        properties = table._tbl.tblPr
        position = element(
            "tblpPr",
            leftFromText=0,
            rightFromText=0,
            vertAnchor="margin",
            horzAnchor="margin",
            tblpXSpec="left",
            tblpYSpec="bottom",
        )
        properties.insert(1 if properties.find(qn("w:tblStyle")) is not None else 0, position)
        borders = element("tblBorders")
        for side in ("top", "bottom"):
            borders.append(element(side, val="single", sz=OUTER_RULE, space=0, color="000000"))
        borders.append(element("insideH", val="single", sz=INNER_RULE, space=0, color="000000"))
        layout = properties.find(qn("w:tblLayout"))
        layout.addprevious(borders)
        # Word wants a paragraph after a table; this one takes no room.
        self.paragraph(1)
        return table

    def bytes(self) -> bytes:
        """The file. Its members carry a fixed date, so that the same document gives the same bytes."""
        written = io.BytesIO()
        self.document.save(written)
        out = io.BytesIO()
        with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(info, source.read(name))
        return out.getvalue()
