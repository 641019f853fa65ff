"""The 通报 of a year's appraisal as PDF in the official style, from the frozen grades (R061)."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path

from congress.district.queries import profile
from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, render_pdf
from congress.documents.prose import paragraphs
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day
from deputies.models import Appraisal, AppraisalNotice, GroupAppraisal
from deputies.papers import contact_line
from deputies.points.yearly import AreaGrades, grades_of_year, recommended_people

_TITLE_CHARACTERS = 18.0
_NUMERALS = "一二三四"
#: What printers put where a character is missing.
_ABSENT = "〓"


@cache
def stylesheet() -> str:
    """The style of the page, with roles in place of fonts."""
    return (Path(__file__).parent / "notice.css").read_text(encoding="utf-8")


def print_notice(notice: AppraisalNotice) -> PdfResult:
    """Title, words, grades in numbers, the best by name, groups, who is recommended. Raises what render_pdf raises."""
    areas = grades_of_year(notice.year)
    best = _best(areas)
    parts = [
        ("各等次人数", "".join(_numbers(one) for one in areas)),
        (_heading(best), "".join(_names(one, word) for one, word in best)),
        ("代表小组等次", _groups(notice.year)),
        ("推荐连任", _recommended(notice.year)),
    ]
    told = [(head, body) for head, body in parts if body]
    sections = "".join(
        f"<h2>{_NUMERALS[number]}、{escape(head)}</h2>{body}" for number, (head, body) in enumerate(told)
    )
    lines = title_lines(notice.title, _TITLE_CHARACTERS, cohesion(notice.title))
    head = "".join(f"<span>{escape(line)}</span>" for line in lines)
    number = f'<p class="number">{escape(notice.number)}</p>' if notice.number else ""
    office = profile().office
    body = (
        f"<h1>{head}</h1>{number}"
        + "".join(f"<p>{escape(text)}</p>" for text in paragraphs(notice.text))
        + sections
        + f'<p class="sign">{escape(office)}</p><p class="sign day">{full_day(notice.issued_on)}</p>'
        + contact_line()
    )
    html = f'<html lang="zh-CN"><head><title>{escape(notice.title)}</title></head><body>{body}</body></html>'
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=notice.title)
    except MissingGlyphs as missing:
        # A rare character in one name must not keep the notice from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet(), title=notice.title)


def _numbers(grades: AreaGrades) -> str:
    told = "，".join(f"{word}{n}人" for word, n in grades.counts if n)
    basis = f"（按{grades.scheme.basis}）" if grades.scheme.basis else ""
    cells = "".join(f"<td>{n}</td>" for _word, n in grades.counts)
    heads = "".join(f"<th>{escape(word)}</th>" for word, _n in grades.counts)
    return (
        f"<p>{escape(grades.area.name)}考核代表{grades.total}人{escape(basis)}：{escape(told)}。</p>"
        f"<table><thead><tr>{heads}<th>合计</th></tr></thead><tbody><tr>{cells}<td>{grades.total}</td></tr></tbody></table>"
    )


def _best(areas: list[AreaGrades]) -> list[tuple[AreaGrades, str]]:
    """The highest grade of each area that somebody has."""
    found = []
    for one in areas:
        word, n = one.counts[0]
        if n:
            found.append((one, word))
    return found


def _heading(best: list[tuple[AreaGrades, str]]) -> str:
    """优秀代表名单, where all schemes call their highest grade the same."""
    words = {word for _one, word in best}
    return f"{words.pop() if len(words) == 1 else '最高等次'}代表名单"


def _names(grades: AreaGrades, word: str) -> str:
    rows = Appraisal.objects.graded().filter(
        account__area=grades.scheme.area_id, account__year=grades.scheme.year, grade=word
    )
    ordered = rows.order_by("-points", "account__deputyship__person__pinyin")
    names = ordered.values_list("account__deputyship__person__name", flat=True)
    return f"<p>{escape(grades.area.name)}{escape(word)}：{escape('、'.join(names))}。</p>"


def _groups(year: int) -> str:
    rows = GroupAppraisal.objects.filter(year=year).select_related("group").order_by("group_id")
    cells = "".join(f"<tr><td>{escape(str(row.group))}</td><td>{escape(row.grade)}</td></tr>" for row in rows)
    if not cells:
        return ""
    return f"<table><thead><tr><th>代表小组</th><th>等次</th></tr></thead><tbody>{cells}</tbody></table>"


def _recommended(year: int) -> str:
    names = [one.person.name for one in recommended_people(year)]
    if not names:
        return ""
    return f"<p>本届已有两个以上年度考核优秀，推荐连任：{escape('、'.join(names))}。</p>"
