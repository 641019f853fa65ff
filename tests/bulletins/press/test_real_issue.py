"""The real issue of May 2024 must come out as it was printed (skipped where the file is absent)."""

from itertools import pairwise

import pytest

from bulletins.press.pdf import IssuePdf, title_pages
from congress.documents.pdf.linebreak import CLOSING, NEVER_FIRST, NEVER_LAST
from tests.bulletins.press import real
from tests.documents.pdf_text import lines, page_chars, page_texts, squeezed

AREA, EM, PITCH = 156 / 25.4 * 72, 156 / 28 / 25.4 * 72, 225 / 22 / 25.4 * 72
LEFT_ODD, LEFT_EVEN = 28 / 25.4 * 72, 26 / 25.4 * 72


def test_pages_of_the_contents_are_those_of_2024(real_issue: IssuePdf) -> None:
    data, issue = real.load()
    printed = title_pages(issue, real_issue)
    expected = [(title["title"], title["page"]) for section in data["sections"] for title in section["toc"]]
    assert printed == expected
    assert [page for _, page in printed] == [1] * 6 + [2] * 6 + [3] * 5 + [4]
    cover = squeezed(page_texts(real_issue.bytes)[0])
    for title, page in expected:
        assert f"{squeezed(title)}…" in cover
        assert cover.split(squeezed(title))[1].lstrip("…").startswith(str(page))


def test_all_text_is_there_in_order(real_issue: IssuePdf) -> None:
    data, _ = real.load()
    pages = page_texts(real_issue.bytes)
    body = squeezed("".join(text.rsplit("—", 2)[0] for text in pages[1:]))
    place = 0
    for text in [entry["text"] for entry in data["entries"]] + [
        p["text"] for p in data["feature"]["paragraphs"]
    ]:
        place = body.index(squeezed(text), place) + 1


def test_bold_leads_are_in_hei_and_sub_leads_in_kai(real_issue: IssuePdf) -> None:
    data, _ = real.load()
    chars = [char for page in range(4, real_issue.pages) for char in page_chars(real_issue.bytes, page)]
    hei = "".join(char.text for char in chars if char.font == "GW-Hei")
    kai = "".join(char.text for char in chars if char.font == "GW-Kai")
    leads = [p["bold_lead"] for p in data["feature"]["paragraphs"] if p["bold_lead"]]
    assert hei == data["feature"]["section"] + "".join(leads)
    assert kai == "".join(lead for p in data["feature"]["paragraphs"] for lead in p.get("sub_leads", ()))


def test_distribution_stands_at_the_foot_of_the_last_even_side(real_issue: IssuePdf) -> None:
    data, _ = real.load()
    assert real_issue.pages % 2 == 0
    last = squeezed(page_texts(real_issue.bytes)[-1])
    for line in data["distribution"]["raw_lines"].values():
        assert squeezed(line) in last
    foot = min(
        char.y
        for char in page_chars(real_issue.bytes, real_issue.pages - 1)
        if abs(char.size - 14) < 0.1 and char.font == "GW-Fang"
    )
    assert 35 / 25.4 * 72 < foot < 35 / 25.4 * 72 + 24


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5, 6])
def test_body_stands_on_the_grid(real_issue: IssuePdf, page: int) -> None:
    body = [char for char in page_chars(real_issue.bytes, page) if abs(char.size - EM) < 0.1]
    rows = lines(body)
    assert len(rows) <= 22
    tops = [row[0].y for row in rows]
    for above, below in pairwise(tops):
        steps = (above - below) / PITCH
        assert steps == pytest.approx(round(steps), abs=0.01)


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5, 6])
def test_right_edge_is_flush_and_breaks_are_allowed(real_issue: IssuePdf, page: int) -> None:
    left = LEFT_EVEN if page % 2 else LEFT_ODD
    rows = lines([char for char in page_chars(real_issue.bytes, page) if abs(char.size - EM) < 0.1])
    checked = 0
    for row, following in pairwise(rows):
        first, last, after = row[0], row[-1], following[0]
        if first.x > left + 3 * EM or after.x > left + EM:
            continue
        checked += 1
        over = last.right - (left + AREA)
        allowed = EM / 2 if last.text in CLOSING or last.text in "，。、；：" else 0.0
        assert -0.5 <= over <= allowed + 0.5, "".join(char.text for char in row)
        assert after.text not in NEVER_FIRST
        assert last.text not in NEVER_LAST
        assert not (last.text.isdigit() and after.text.isdigit())
    assert checked > 5
