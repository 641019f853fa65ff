"""A letter of reply as DOCX for Word and WPS, with the fonts an office has there."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from congress.documents.docx_page import AREA, BODY_SIZE, LINE, Page
from congress.documents.titles import cohesion, title_lines, width
from suggestions.letters.letter import Letter
from suggestions.letters.letter_pdf import HEAD_SIZE, TITLE_SIZE

FANG, HEI, TITLE, SONG = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
RED = "E60012"
SMALL = 14.0


def letter_docx(letter: Letter) -> bytes:
    """The letter as DOCX; the same letter gives the same bytes."""
    return _Writer(letter).write()


class _Writer:
    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self.page = Page(f"{letter.unit}{letter.title}", FANG)

    def write(self) -> bytes:
        letter, right = self.letter, WD_ALIGN_PARAGRAPH.RIGHT
        self.page.line(letter.mark, HEI, SMALL, align=right)
        size = min(HEAD_SIZE, AREA.pt / (max(width(letter.unit), 1.0) * 1.08))
        head = self.page.paragraph(2 * LINE)
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self.page.run(head, letter.unit, TITLE, size, color=RED, spacing=size * 0.06)
        self.page.border_below(head, RED, eighths=14)
        self.page.line(letter.number, align=right)
        self.page.line("")
        for text in title_lines(letter.title, AREA.pt / TITLE_SIZE, cohesion("".join(letter.texts()))):
            self.page.line(text, TITLE, TITLE_SIZE, pitch=34, align=WD_ALIGN_PARAGRAPH.CENTER)
        self.page.line("")
        self.page.line(letter.addressee)
        for text in letter.body:
            self.body(text)
        self.files()
        self.sign()
        self.page.number_pages(SONG, after_cover=False)
        self.copies()
        return self.page.bytes()

    def body(self, text: str) -> None:
        """A paragraph of 28 characters to the line, first line indented by two."""
        paragraph = self.page.paragraph(LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self.page.indent_first_line(paragraph, characters=2)
        self.page.run(paragraph, text, FANG, BODY_SIZE, spacing=-0.25)

    def files(self) -> None:
        names = self.letter.files
        if not names:
            return
        self.page.line("")
        for number, name in enumerate(names, 1):
            label = "附件：" if number == 1 else "　　　"
            order = f"{number}. " if len(names) > 1 else ""
            self.body(f"{label}{order}{name}")

    def sign(self) -> None:
        """Unit and date at the right, with room above for the seal, then who signed it and whom to ask."""
        self.page.line("")
        self.page.line("")
        for text, indent in ((self.letter.unit, 2), (self.letter.date, 4)):
            line = self.page.line(text, align=WD_ALIGN_PARAGRAPH.RIGHT)
            line.paragraph_format.right_indent = Pt(indent * BODY_SIZE)
            line.paragraph_format.keep_with_next = text == self.letter.unit
        self.page.line("")
        for text in self.letter.facts:
            self.body(text)

    def copies(self) -> None:
        if not self.letter.copies:
            return
        cell = self.page.table_at_foot(1).rows[0].cells[0]
        paragraph = cell.paragraphs[0]
        self.page.pitch(paragraph, 24)
        layout = paragraph.paragraph_format
        layout.left_indent = Pt(4 * SMALL)
        layout.right_indent = Pt(SMALL)
        layout.first_line_indent = Pt(-3 * SMALL)
        self.page.run(paragraph, f"抄送：{'，'.join(self.letter.copies)}。", FANG, SMALL)
