"""Printing: shapes of an issue, fonts, metadata, and that the same data gives the same bytes."""

import hashlib
import itertools
import subprocess
import sys

import pypdfium2
import pytest

from bulletins.press.model import BlockKind, PrintArticle, PrintBlock, PrintEntry, PrintSection, PrintTitle
from bulletins.press.pdf import IssuePdf, render_issue, title_pages
from congress.documents.pdf.renderer import MissingGlyphs
from tests.bulletins.press import samples
from tests.documents.pdf_text import inflated, lines, page_chars, page_texts, squeezed


def test_entries_print_without_heading(monthly: IssuePdf) -> None:
    body = "".join(page_texts(monthly.bytes)[1:3])
    assert "第一个标题" not in body
    assert body.count(samples.SENTENCE) == 4


def test_a_title_over_several_entries_points_to_the_first(monthly: IssuePdf) -> None:
    assert [title for title, _ in title_pages(samples.monthly(), monthly)] == [
        "第一个标题",
        "第2条的标题",
        "第4条的标题",
        "安澜区人大常委会推动代表“双联”工作走深走实",
    ]
    assert monthly.entry_pages == {"1": 1, "2": 1, "3": 1, "4": 1}


def test_a_feature_begins_a_new_page(monthly: IssuePdf) -> None:
    assert monthly.article_pages == {"f": 2}


def test_the_cover_has_no_number_and_the_text_counts_from_one(monthly: IssuePdf) -> None:
    texts = page_texts(monthly.bytes)
    assert "—" not in texts[0]
    assert texts[1].endswith("— 1 —")
    assert texts[2].endswith("— 2 —")


def test_numbers_stand_at_the_outer_edge(monthly: IssuePdf) -> None:
    for page in range(1, monthly.pages):
        dash = [char for char in page_chars(monthly.bytes, page) if char.text == "—"][-1]
        is_left_hand = page % 2 == 1
        assert (dash.x < 200) is is_left_hand


def test_imprint_and_distribution_on_the_last_even_side(monthly: IssuePdf) -> None:
    assert monthly.pages % 2 == 0
    texts = page_texts(monthly.bytes)
    for part in (
        "送：区人大常委会主任、副主任，区委办公室。",
        "发：区人大常委会各工委室。",
        "批准文号：安准字〔2024〕第1号",
    ):
        assert part in texts[-1]
        assert part not in "".join(texts[:-1])


@pytest.mark.parametrize("entries", [4, 12])
def test_sides_are_even_whatever_the_length(entries: int) -> None:
    result = render_issue(samples.monthly(entries))
    texts = page_texts(result.bytes)
    assert len(texts) == result.pages
    assert result.pages % 2 == 0
    assert sum("送：" in text for text in texts) == 1
    assert "送：" in texts[-1]


@pytest.mark.parametrize(
    ("paragraphs", "pages", "numbered"),
    [(4, 2, 2), (13, 2, 2), (30, 2, 2), (32, 4, 2), (34, 4, 2), (36, 4, 4), (52, 4, 4)],
)
def test_distribution_stands_once_wherever_the_text_ends(paragraphs: int, pages: int, numbered: int) -> None:
    """With room below the text and without it, on an odd side and on an even one."""
    block = PrintBlock(BlockKind.PARAGRAPH, "区人大常委会坚持问题导向。")
    article = PrintArticle("f", "安澜区人大常委会推动代表工作", (block,) * paragraphs)
    issue = samples.monthly(sections=(PrintSection("", articles=(article,)),), has_contents=False)
    texts = page_texts(render_issue(issue).bytes)
    assert len(texts) == pages
    assert [text.count("送：区人大") for text in texts] == [0] * (pages - 1) + [1]
    assert [text.count("发：区人大") for text in texts] == [0] * (pages - 1) + [1]
    numbers = [f"— {number} —" for number in range(1, numbered + 1)] + [""] * (pages - numbered)
    assert [text[text.rfind("—", 0, -1) :] if text.endswith("—") else "" for text in texts] == numbers


def test_a_series_of_another_shape(dispatch: IssuePdf) -> None:
    texts = page_texts(dispatch.bytes)
    assert "目" not in texts[0][:20]
    assert texts[0].startswith("联络动态第15期（总第六百六十六期）")
    assert "一、第1个方面的主要做法" in texts[0]
    assert "周文渊供稿）" in "".join(texts)
    assert texts[-1].count("送：") == 1
    assert "各市州人大常委会。省人大各专门委员会。" in texts[-1]
    fonts = {char.text: char.font for char in page_chars(dispatch.bytes, 0)}
    assert fonts["做"] == "GW-Hei"
    assert dispatch.article_pages == {"a": 1}


def test_rare_names_stand_in_one_font() -> None:
    entries = tuple(PrintEntry(name, f"区人大代表{name}参加。") for name in samples.RARE_NAMES)
    issue = samples.monthly(
        sections=(PrintSection("工作动态", (), entries),), names=frozenset(samples.RARE_NAMES)
    )
    chars = page_chars(render_issue(issue).bytes, 1)
    text = "".join(char.text for char in chars)
    for name in samples.RARE_NAMES:
        start = text.index(f"代表{name}") + 2
        fonts = {char.font for char in chars[start : start + len(name)]}
        assert fonts == {"GW-Fang-Ext"}, name


def test_a_rare_name_and_digits_do_not_move_the_baseline() -> None:
    text = "区人大代表王喆、李昇于2024年5月8日参加3.5%的调研" * 12
    issue = samples.monthly(sections=(PrintSection("", (), (PrintEntry("1", text),)),))
    rows = lines([char for char in page_chars(render_issue(issue).bytes, 1) if char.size > 15])
    steps = {round(above[0].y - below[0].y, 1) for above, below in itertools.pairwise(rows)}
    assert steps == {29.0}


def test_a_missing_glyph_stops_the_printing() -> None:
    issue = samples.monthly(
        sections=(PrintSection("", (), (PrintEntry("1", "区人大代表\U0001fae8参加。"),)),)
    )
    with pytest.raises(MissingGlyphs, match="U\\+1FAE8") as caught:
        render_issue(issue)
    assert caught.value.chars == "\U0001fae8"


def test_same_data_same_bytes(monthly: IssuePdf) -> None:
    assert render_issue(samples.monthly()).bytes == monthly.bytes


def test_same_bytes_in_another_process(monthly: IssuePdf) -> None:
    code = (
        "import hashlib\n"
        "from tests.bulletins.press import samples\n"
        "from bulletins.press.pdf import render_issue\n"
        "render_issue(samples.dispatch())\n"
        "print(hashlib.sha256(render_issue(samples.monthly()).bytes).hexdigest())"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == hashlib.sha256(monthly.bytes).hexdigest()


def test_progress_is_told() -> None:
    told: list[tuple[int, str]] = []
    render_issue(samples.monthly(), lambda percent, step: told.append((percent, step)))
    assert [percent for percent, _ in told] == sorted(percent for percent, _ in told)
    assert told[-1] == (100, "已生成")


def test_title_of_200_characters_prints() -> None:
    title = ("关于推进全过程人民民主基层实践走深走实的做法" * 10)[:200]
    section = PrintSection("", (PrintTitle(title, ("1",)),), (PrintEntry("1", samples.SENTENCE),))
    article = PrintArticle("f", title, (PrintBlock(BlockKind.PARAGRAPH, samples.SENTENCE),))
    result = render_issue(samples.monthly(sections=(section, PrintSection("要闻", articles=(article,)))))
    texts = page_texts(result.bytes)
    assert "".join(texts[0].split()).count(title) == 2
    assert title in texts[2]


@pytest.mark.slow
def test_paragraph_of_100000_characters_prints() -> None:
    text = (samples.SENTENCE * 3000)[:100_000]
    result = render_issue(samples.monthly(sections=(PrintSection("", (), (PrintEntry("1", text),)),)))
    printed = "".join(page.rsplit("—", 2)[0] for page in page_texts(result.bytes))
    assert printed.count("何建华") == text.count("何建华")
    assert result.pages > 150


def test_markup_in_a_text_is_printed_as_text() -> None:
    text = '5月<b>8</b>日 & "引号" <img src="file:///etc/passwd">'
    issue = samples.monthly(sections=(PrintSection("", (), (PrintEntry("1", text),)),))
    assert squeezed(text) in squeezed(page_texts(render_issue(issue).bytes)[1])


def test_outline_and_title(monthly: IssuePdf) -> None:
    document = pypdfium2.PdfDocument(monthly.bytes)
    outline = [(item.level, item.get_title()) for item in document.get_toc()]
    title = document.get_metadata_value("Title")
    document.close()
    assert outline[0] == (0, "工作动态")
    assert (1, "第一个标题") in outline
    assert title == "安澜人大 2024年第5期"


def test_it_is_pdf_a_with_every_font_embedded(monthly: IssuePdf) -> None:
    inner = inflated(monthly.bytes)
    assert b'pdfaid:part="2"' in inner
    assert b'pdfaid:conformance="B"' in inner
    assert b"/OutputIntents" in inner
    assert b"/Lang (zh-CN)" in inner
    assert inner.count(b"/Type /FontDescriptor") == inner.count(b"/FontFile2") > 0
    assert b"/WP-Encod" not in inner  # WeasyPrint's mark of a .notdef glyph
