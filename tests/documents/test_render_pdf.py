"""The renderer: what it refuses, and that it stays tied to the WeasyPrint it was written for."""

import re
from pathlib import Path

import pypdfium2
import pytest
import weasyprint
from weasyprint import css
from weasyprint.layout import block, inline, percent
from weasyprint.text import line_break

from congress.documents.pdf import composer, fonts, renderer, styles
from congress.documents.pdf.options import Options
from tests.documents.pdf_text import lines, page_chars

CSS = (
    "@page { size: A4; margin: 37mm 26mm 35mm 28mm }"
    "html { font: 16pt/29pt $body; text-align: justify } body { margin: 0 }"
)


def render(body: str, css: str = CSS) -> renderer.PdfResult:
    return renderer.render_pdf(f'<html lang="zh-CN"><body>{body}</body></html>', stylesheet=css, title="文件")


def text_of(result: renderer.PdfResult) -> str:
    document = pypdfium2.PdfDocument(result.bytes)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_installed_weasyprint_is_the_one_written_for() -> None:
    assert weasyprint.__version__ == composer.WEASYPRINT


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    composer.install.cache_clear()
    with pytest.raises(composer.WrongWeasyPrint, match=r"71\.0"):
        render("<p>一</p>")


def test_lines_of_chinese_are_flush() -> None:
    """Fails when a new WeasyPrint no longer calls the composer: its own justification leaves Chinese ragged."""
    result = render("<p>" + "区人大代表2024年5月8日视察民生工程，" * 12 + "</p>")
    rows = lines(page_chars(result.bytes, 0))
    right = (210 - 26) / 25.4 * 72
    assert len(rows) > 5
    for row in rows[:-1]:
        over = row[-1].right - right
        assert abs(over) < 0.5 or (row[-1].text == "，" and 0 < over < 8.5)


def test_without_the_subsetter_nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "harfbuzz_subset", None)
    with pytest.raises(fonts.SubsetterMissing, match="libharfbuzz-subset0"):
        render("<p>一</p>")


def test_a_missing_glyph_is_named() -> None:
    with pytest.raises(renderer.MissingGlyphs, match=r"U\+1FAE8"):
        render("<p>代表\U0001fae8</p>")


def test_anchors_give_page_numbers() -> None:
    result = render('<p id="a">一</p><p id="b" style="break-before: page">二</p>')
    assert result.anchors == {"a": 1, "b": 2}
    assert result.pages == 2


def test_nothing_is_fetched(tmp_path: Path) -> None:
    picture = tmp_path / "x.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9">secret</text></svg>'
    )
    result = render(f'<p>一<img src="{picture.as_uri()}" alt="图"/></p>')
    assert "secret" not in text_of(result)


def test_markup_that_is_not_well_formed_prints_too() -> None:
    assert "一二" in text_of(render("<p>一<br>二")).replace("\r\n", "")


def test_text_beside_chinese_composition_still_prints() -> None:
    result = render(
        '<p lang="en">plain English text</p><p style="letter-spacing: 1pt">字距</p><p><u>下划线</u></p>'
    )
    assert "plain English text" in text_of(result)


def test_stack_is_complete_on_this_machine() -> None:
    stack = fonts.find_stack()
    assert stack.complete, "run script/fonts"
    assert stack.chain("body").startswith('"GW Latin", "GW Fang"')


def test_without_the_stack_the_system_font_prints_with_a_warning(tmp_path: Path) -> None:
    stack = fonts.find_stack(Options(fonts=tmp_path / "none", font_cache=tmp_path))
    assert stack.warnings == (fonts.STACK_ABSENT,)
    assert stack.chain("body") == '"GW Latin", "Noto Serif CJK SC"'


def test_an_office_font_comes_first(tmp_path: Path) -> None:
    own = fonts.find_stack().folders[0] / "GWKai.ttf"
    (tmp_path / "own.ttf").symlink_to(own)
    settings = Options(tmp_path / "none", tmp_path, tmp_path, (("title", "GW Kai"), ("body", "方正仿宋")))
    stack = fonts.find_stack(settings)
    assert stack.chain("title").startswith('"GW Kai"')
    assert stack.warnings == (fonts.STACK_ABSENT, fonts.OFFICE_ABSENT.format(name="方正仿宋"))


CONTENTS = (
    "@page { size: A5; margin: 20mm } html { font: 14pt/24pt $body } a { display: block }"
    '.page::after { content: leader("…") target-counter(attr(href), page) } h2 { break-before: page }'
)


def test_numbers_in_the_contents_are_those_of_the_pages_at_last() -> None:
    """The numbers make the contents a page longer, which moves every page they name."""
    rows = "".join(
        f'<a href="#t{n}">{"题" * 19}<span class="page" href="#t{n}"></span></a>' for n in range(45)
    )
    result = render(rows + "".join(f'<h2 id="t{n}">第{n}件</h2>' for n in range(45)), CONTENTS)
    printed = [int(number) for number in re.findall(r"…\s*(\d+)", text_of(result))]
    assert printed == [result.anchors[f"t{n}"] for n in range(45)]
    assert result.anchors["t0"] > 3


MIXED = (
    "<p>区人大常委会<b>第一、</b>要点，<i>等人 参加</i> 了会议，共 14 个，“254 次”，"
    + "再来一些很长的文字使它换行，" * 6
    + "</p><p>短</p><p style='text-align:right'>"
    + "靠右的文字，" * 8
    + "</p><p style='white-space:nowrap'>"
    + "不换行" * 20
    + "</p><div style='float:left;width:100px'>浮动浮动</div><p>"
    + "绕排文字" * 30
    + "</p><p>English words, 2024-05-08 and 3.5% 混在"
    + "中文里面" * 15
    + "</p><p class='row'>一行目录<span><b>里的</b>题目<span class='number'></span></span></p>"
)
MIXED_CSS = CSS + (
    "p { text-indent: 2em; margin: 0 } b { font-family: $hei } i { font-family: $kai }"
    ".number { white-space: nowrap } .number::after { content: leader('…') '12' }"
)


def test_lines_set_directly_are_the_lines_weasyprint_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    directly = render(MIXED, MIXED_CSS)
    monkeypatch.setattr(block, "iter_line_boxes", inline.iter_line_boxes)
    assert directly.bytes == render(MIXED, MIXED_CSS).bytes


def test_styles_worked_out_once_are_those_weasyprint_works_out(monkeypatch: pytest.MonkeyPatch) -> None:
    once = render(MIXED, MIXED_CSS)
    monkeypatch.setattr(css, "ComputedStyle", styles.ComputedStyle.__base__)
    monkeypatch.setattr(css, "AnonymousStyle", styles.AnonymousStyle.__base__)
    monkeypatch.setattr(inline, "resolve_percentages", percent.resolve_percentages)
    monkeypatch.setattr(block, "resolve_percentages", percent.resolve_percentages)
    monkeypatch.setattr(inline, "strut", line_break.strut)
    assert once.bytes == render(MIXED, MIXED_CSS).bytes


def test_what_was_printed_before_does_not_show() -> None:
    """Styles and widths are remembered from document to document."""
    first = render(MIXED).bytes
    render(
        "<table><tr><td>一</td></tr></table><p style='font-size:9pt'>二<span style='float:footnote'>注</span></p>",
        CSS.replace("16pt/29pt", "12pt/20pt"),
    )
    assert render(MIXED).bytes == first
