"""HTML to PDF/A-2b bytes, quickly and the same every time."""

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

import tinyhtml5
from cssselect2 import ElementWrapper
from defusedxml import ElementTree
from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from congress.documents.pdf.composer import Composing
from congress.documents.pdf.fonts import find_stack, private_fontconfig, require_subsetter

Progress = Callable[[int, str], None]
# About 30 MB of finished layout.
SIDES_PER_COLLECTION = 30
# Composition replaces functions of WeasyPrint: the threads of a web server print one after the other.
_one_at_a_time = Lock()


class MissingGlyphs(ValueError):
    """The text has characters that none of the fonts has; printing would leave boxes."""

    def __init__(self, chars: str) -> None:
        self.chars = chars
        shown = "、".join(f"“{char}”（U+{ord(char[0]):04X}）" for char in chars[:10])
        more = "等" if len(chars) > 10 else ""
        super().__init__(f"字体中没有这些字，不能排印：{shown}{more}。请改用其他写法，或由管理员补充字体。")


@dataclass(frozen=True)
class PdfResult:
    """A finished PDF.

    `pages` counts all sides; `anchors` gives the printed page number of each element id (0 on the cover).
    """

    bytes: bytes
    pages: int
    anchors: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@cache
def _font_configuration() -> FontConfiguration:
    with private_fontconfig(find_stack()):
        return FontConfiguration()


@cache
def _parsed(stylesheet: str) -> CSS:
    return CSS(string=find_stack().fill(stylesheet), font_config=_font_configuration())


def warm_up() -> None:
    """Load fonts and code once in a worker, and keep what is loaded out of every later garbage collection."""
    require_subsetter()
    render_pdf('<html lang="zh-CN"><p>一</p>', stylesheet="html { font: 12pt $body }", title="一")
    gc.collect()
    gc.freeze()


@contextmanager
def _collector_off() -> Iterator[None]:
    """Layout makes millions of objects that live to the end of the job; collecting meanwhile is wasted."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Garbage:
    """Collects what finished documents leave behind, once it is worth the time."""

    def __init__(self) -> None:
        self.sides = 0

    def add(self, sides: int) -> None:
        self.sides += sides
        if self.sides >= SIDES_PER_COLLECTION:
            self.sides = 0
            gc.collect()


_garbage = _Garbage()


def _printed_numbers(document: Document) -> list[int]:
    """Printed number of each side: sides of the named page `cover` have none (0), counting begins after them."""
    numbers, last = [], 0
    for page in document.pages:
        if page._page_box.page_type.name == "cover":
            numbers.append(0)
        else:
            last += 1
            numbers.append(last)
    return numbers


def render_pdf(
    html: str,
    *,
    stylesheet: str,
    title: str,
    progress: Progress | None = None,
    closing: str = "",
    blank: str = "",
) -> PdfResult:
    """Lay out `html` with `stylesheet` (font families by role, see `fonts`) and return the PDF.

    With `closing` the number of sides is made even. It is put at the end of `main`, begins a new page and repeats
    the footnotes of the page before (the 版记): of the two, the one on an even side is kept. `blank` is an empty side,
    for footnotes that find no room below a text that ends on an even side.

    `progress` is told a percentage and a step in Chinese. Same input, same bytes. Raises MissingGlyphs,
    SubsetterMissing and WrongWeasyPrint.
    """
    require_subsetter()
    tell = progress or (lambda percent, step: None)
    stack = find_stack()
    with _one_at_a_time, _collector_off(), Composing() as composition:
        tell(5, "正在排版")
        document = _lay_out_even(html, stylesheet, closing, blank) if closing else _lay_out(html, stylesheet)
        if composition.missing:
            raise MissingGlyphs("".join(sorted(composition.missing)))
        document.metadata.title = title
        document.metadata.lang = "zh-CN"
        tell(70, "正在写入 PDF")
        identifier = hashlib.md5(f"{title}\0{stylesheet}\0{html}".encode(), usedforsecurity=False).digest()
        data = document.write_pdf(pdf_variant="pdf/a-2b", pdf_identifier=identifier)
        absent = {chr(code) for font in document.fonts.values() for code in font.missing}
        if absent:
            raise MissingGlyphs("".join(sorted(absent)))
        anchors: dict[str, int] = {}
        for number, page in zip(_printed_numbers(document), document.pages, strict=True):
            for name in page.anchors:
                anchors.setdefault(name, number)
        result = PdfResult(bytes=data, pages=len(document.pages), anchors=anchors, warnings=stack.warnings)
        del document
    _garbage.add(result.pages)
    tell(100, "已生成")
    return result


class _Source(HTML):  # type: ignore[misc]
    """HTML that may fetch nothing. Well-formed markup, as our templates write it, parses ten times faster."""

    def __init__(self, html: str) -> None:
        try:
            root = ElementTree.fromstring(html, forbid_dtd=True)
        except ElementTree.ParseError:
            root = tinyhtml5.parse(html, namespace_html_elements=False)
        self.base_url = None
        self.url_fetcher = URLFetcher(allowed_protocols=["data"])
        self.media_type = "print"
        self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def _lay_out(html: str, stylesheet: str) -> Document:
    return _Source(html).render(
        stylesheets=[_parsed(stylesheet)], font_config=_font_configuration(), pdf_variant="pdf/a-2b"
    )


def _lay_out_even(html: str, stylesheet: str, closing: str, blank: str) -> Document:
    """Even sides, with the footnotes of the end on the last one and nowhere else."""
    document = _lay_out(html.replace("</main>", f"{closing}</main>"), stylesheet)
    if len(document.pages) % 2 and not _footnotes(document, -2):
        # They found no room below the text and went to the closing side, which is an odd one.
        document = _lay_out(html.replace("</main>", f"{blank}{closing}</main>"), stylesheet)
    if len(document.pages) % 2:
        document.pages.pop()
    elif areas := _footnotes(document, -2):
        box = document.pages[-2]._page_box
        box.children = tuple(child for child in box.children if child not in areas)
    else:
        for area in _footnotes(document, -1):
            area.children = area.children[-1:]  # its own, below those that found no room on the side before
    return document


def _footnotes(document: Document, side: int) -> list[boxes.FootnoteAreaBox]:
    """What holds the footnotes of a side; empty where there are none."""
    return [
        child
        for child in document.pages[side]._page_box.children
        if isinstance(child, boxes.FootnoteAreaBox) and child.children
    ]
