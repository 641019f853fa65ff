"""A report as DOCX for Word and WPS, with the fonts an office has there."""

from __future__ import annotations

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from bulletins.reports.paper import SOURCE_HEADS, ReportPaper
from bulletins.reports.printing import TITLE_CHARACTERS, TITLE_SIZE, head_size, second_rank
from congress.documents.docx_page import BODY_SIZE, LINE, Page, element
from congress.documents.titles import cohesion, title_lines

FANG, HEI, KAI, TITLE, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
RED = "E60012"
SMALL = 12.0
#: Widths of the table of sources in millimetres: the type area has 156.
WIDTHS = (44, 56, 28, 28)


def report_docx(paper: ReportPaper) -> bytes:
    """The report as DOCX; the same paper gives the same bytes."""
    return _Writer(paper).write()


class _Writer:
    def __init__(self, paper: ReportPaper) -> None:
        self.paper = paper
        self.page = Page(paper.title, FANG)

    def write(self) -> bytes:
        paper, center = self.paper, WD_ALIGN_PARAGRAPH.CENTER
        self.head()
        words = paper.title + "".join("".join(one.paragraphs) for one in paper.sections)
        for text in title_lines(paper.title, TITLE_CHARACTERS, cohesion(words)):
            self.page.line(text, TITLE, TITLE_SIZE, pitch=34, align=center)
        if paper.under:
            self.page.line(paper.under, KAI, align=center)
        self.page.line("")
        if paper.addressee:
            self.page.line(paper.addressee)
        for section in paper.sections:
            if section.heading:
                self.body(section.heading, HEI).paragraph_format.keep_with_next = True
            told = [self.body(text, KAI if second_rank(text) else FANG) for text in section.paragraphs]
            if told and section is paper.sections[-1] and paper.signature:
                # A side with nothing but a signature is not how it is done.
                told[-1].paragraph_format.keep_with_next = True
        self.sign()
        self.note()
        self.sources()
        self.page.number_pages(SONG, after_cover=False)
        return self.page.bytes()

    def head(self) -> None:
        paper, center = self.paper, WD_ALIGN_PARAGRAPH.CENTER
        if not paper.head:
            return
        row = self.page.paragraph(2 * LINE)
        row.alignment = center
        self.page.run(row, paper.head, TITLE, head_size(paper.head), color=RED)
        self.page.line("")
        number = self.page.line(paper.number, align=center)
        self.page.border_below(number, RED, eighths=18)
        self.page.line("")

    def body(self, text: str, font: str = FANG) -> Paragraph:
        paragraph = self.page.paragraph(LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self.page.indent_first_line(paragraph, characters=2)
        self.page.run(paragraph, text, font, BODY_SIZE, spacing=-0.25)
        return paragraph

    def sign(self) -> None:
        """Signature and day at the right, with room above for the seal."""
        if not self.paper.signature:
            return
        for blank in (self.page.line(""), self.page.line("")):
            blank.paragraph_format.keep_with_next = True
        for text, indent in ((self.paper.signature, 2), (self.paper.date, 4)):
            line = self.page.line(text, align=WD_ALIGN_PARAGRAPH.RIGHT)
            line.paragraph_format.right_indent = Pt(indent * BODY_SIZE)
            line.paragraph_format.keep_with_next = text == self.paper.signature

    def note(self) -> None:
        """The period of the numbers, in small type."""
        if self.paper.note:
            self.page.line("")
            self.page.line(self.paper.note, FANG, SMALL, pitch=20)

    def sources(self) -> None:
        """The table of figures, its head repeated on every side."""
        rows = self.paper.sources
        if not rows:
            return
        self.page.line("附：数字来源", HEI, 14)
        table = self.page.document.add_table(len(rows) + 1, len(SOURCE_HEADS))
        table.style = "Table Grid"
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        table.autofit = False
        for row, cells in zip(table.rows, (SOURCE_HEADS, *rows), strict=True):
            for cell, text, width in zip(row.cells, cells, WIDTHS, strict=True):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                self.page.pitch(paragraph, 19)
                self.page.run(paragraph, text, HEI if cells is SOURCE_HEADS else FANG, SMALL)
