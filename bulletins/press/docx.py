"""A PrintIssue as DOCX for Word and WPS, with the fonts an office has there."""

from collections.abc import Mapping

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from bulletins.press.html import TITLE_SIZE, sub_lead_pieces
from bulletins.press.model import BlockKind, PrintArticle, PrintBlock, PrintIssue, PrintSection
from congress.documents.docx_page import AREA, BODY_SIZE, LINE, Page
from congress.documents.prose import clean, paragraphs
from congress.documents.titles import cohesion, title_lines, width

FANG, KAI, HEI, TITLE, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
RED = "E60012"
SMALL = 14.0
# Rows of the contents: this many fit on the cover at the widest pitch.
COVER_ROWS = 14


def issue_docx(issue: PrintIssue, anchors: Mapping[str, int]) -> bytes:
    """The issue as DOCX. `anchors` are those of the PDF (PdfResult.anchors): the contents show its page numbers.

    Same issue and same page numbers, same bytes.
    """
    return _Writer(issue, anchors).write()


class _Writer:
    def __init__(self, issue: PrintIssue, anchors: Mapping[str, int]) -> None:
        self.issue = issue
        self.anchors = anchors
        self.page = Page(issue.title, FANG)
        self.pairs = cohesion("".join(issue.texts()))

    def write(self) -> bytes:
        self.head()
        if self.issue.has_contents:
            self.contents()
            self.page.end_cover()
        self.page.number_pages(SONG, after_cover=self.issue.has_contents)
        for number, section in enumerate(self.issue.sections):
            self.section(section, first=number == 0)
        self.record()
        return self.page.bytes()

    def line(
        self,
        text: str,
        font: str,
        size: float,
        *,
        pitch: float = LINE,
        align: WD_ALIGN_PARAGRAPH | None = None,
    ) -> Paragraph:
        paragraph = self.page.paragraph(pitch)
        if align is not None:
            paragraph.alignment = align
        self.page.run(paragraph, text, font, size)
        return paragraph

    def head(self) -> None:
        issue, center = self.issue, WD_ALIGN_PARAGRAPH.CENTER
        masthead = clean(issue.masthead)
        size = min(72.0, AREA.pt / (max(width(masthead), 1.0) * 1.12))
        paragraph = self.page.paragraph(3 * LINE)
        paragraph.alignment = center
        self.page.run(paragraph, masthead, TITLE, size, color=RED, spacing=size * 0.12)
        for label in (issue.issue_label, issue.total_label):
            if label:
                self.line(label, FANG, BODY_SIZE, align=center)
        bar = self.page.paragraph(LINE)
        bar.paragraph_format.tab_stops.add_tab_stop(AREA, WD_TAB_ALIGNMENT.RIGHT)
        self.page.run(bar, f"{clean(issue.office)}\t{clean(issue.date_label)}", FANG, BODY_SIZE)
        self.page.border_below(bar, RED, eighths=14)

    def contents(self) -> None:
        self.line("目　录", TITLE, TITLE_SIZE, pitch=40, align=WD_ALIGN_PARAGRAPH.CENTER)
        sections = [(section.name, self.rows(section)) for section in self.issue.sections]
        count = sum(1 + len(rows) for _, rows in sections if rows)
        pitch = LINE if count <= COVER_ROWS else 20.0
        for name, rows in sections:
            if rows:
                self.line(name, HEI, SMALL, pitch=pitch)
            for text, anchor in rows:
                row = self.page.paragraph(pitch)
                row.paragraph_format.tab_stops.add_tab_stop(
                    AREA, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.MIDDLE_DOT
                )
                number = self.anchors.get(anchor)
                self.page.run(row, f"{text}\t{number}" if number else text, FANG, SMALL)

    def rows(self, section: PrintSection) -> list[tuple[str, str]]:
        rows = [(clean(title.text), f"e-{section.first_entry(title)}") for title in section.ordered_titles()]
        return rows + [(clean(article.title), f"a-{article.key}") for article in section.articles]

    def section(self, section: PrintSection, *, first: bool) -> None:
        heading = section.name
        if section.entries and heading:
            self.line(heading, HEI, BODY_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)
            heading = ""
        for entry in section.entries:
            for text in paragraphs(entry.text):
                self.body([(text, FANG)])
        for number, article in enumerate(section.articles):
            alone = first and number == 0 and not section.entries
            self.article(article, heading if number == 0 else "", new_page=not alone)

    def article(self, article: PrintArticle, heading: str, *, new_page: bool) -> None:
        lines = title_lines(article.title, AREA.pt / TITLE_SIZE, self.pairs)
        center = WD_ALIGN_PARAGRAPH.CENTER
        top = [self.line(heading, HEI, BODY_SIZE, align=center)] if heading else []
        top += [self.line(clean(line), TITLE, TITLE_SIZE, pitch=34, align=center) for line in lines]
        if top and new_page:
            top[0].paragraph_format.page_break_before = True
        if lines:
            top[-1].paragraph_format.space_after = Pt(LINE / 2)
        for block in article.blocks:
            self.block(block)
        if article.byline:
            byline = self.line(clean(article.byline), FANG, BODY_SIZE, align=WD_ALIGN_PARAGRAPH.RIGHT)
            byline.paragraph_format.right_indent = Pt(2 * BODY_SIZE)

    def block(self, block: PrintBlock) -> None:
        if block.kind is not BlockKind.PARAGRAPH:
            self.body([(clean(block.lead + block.text), HEI if block.kind is BlockKind.HEADING1 else KAI)])
            return
        for number, text in enumerate(paragraphs(block.text) or [""]):
            pieces = [(clean(block.lead), HEI)] if number == 0 and block.lead else []
            pieces += [
                (piece, KAI if marked else FANG) for piece, marked in sub_lead_pieces(text, block.sub_leads)
            ]
            self.body(pieces)

    def body(self, pieces: list[tuple[str, str]]) -> None:
        """A paragraph of 28 characters to the line, first line indented by two."""
        if not any(text for text, _ in pieces):
            return
        paragraph = self.page.paragraph(LINE)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        self.page.indent_first_line(paragraph, characters=2)
        for text, font in pieces:
            if text:
                self.page.run(paragraph, text, font, BODY_SIZE, spacing=-0.25)

    def record(self) -> None:
        """版记 as a table at the foot of the last page."""
        groups: list[tuple[str, list[str]]] = []
        for line in self.issue.distribution:
            if not groups or groups[-1][0] != line.label:
                groups.append((line.label, []))
            groups[-1][1].append(clean(line.text))
        if self.issue.imprint:
            groups.append(("", ["　 ".join(clean(line) for line in self.issue.imprint)]))
        if not groups:
            return
        table = self.page.table_at_foot(len(groups))
        for row, (label, texts) in zip(table.rows, groups, strict=True):
            cell = row.cells[0]
            for number, text in enumerate(texts):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                self.page.pitch(paragraph, 24)
                layout = paragraph.paragraph_format
                layout.left_indent = Pt(SMALL + (2 * SMALL if label else 0))
                layout.right_indent = Pt(SMALL)
                if label and number == 0:
                    layout.first_line_indent = Pt(-2 * SMALL)
                    text = f"{label}：{text}"
                self.page.run(paragraph, text, FANG, SMALL)
