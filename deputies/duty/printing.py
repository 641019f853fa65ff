"""The register of a year (履职登记册, R057) and the whole file of a deputy (履职档案, R062) as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from congress.accounts.models import User
from congress.district.queries import district_name
from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, Progress, render_pdf
from congress.web.dates import full_day
from deputies import rules as people
from deputies.duty.attendance import attendance_of
from deputies.duty.chapters import Chapter, chapters_of
from deputies.duty.enums import DutyState
from deputies.duty.reading import (
    TOLD,
    FormPage,
    district_points,
    form_pages,
    register_rows,
    totals_of,
    year_span,
    years_of,
)
from deputies.models import Deputyship, DutyRecord, GroupMembership
from deputies.points.words import shown

#: What an empty form prints.
NOTHING = "无记录"
#: What printers put where a character is missing.
_ABSENT = "〓"
#: The columns of a form with their classes of width.
_HEADS = (
    ("日期", "w-d"),
    ("履职事项", "w-k"),
    ("内容", ""),
    ("地点", "w-p"),
    ("会期", "w-x"),
    ("核实", "w-s"),
)


@cache
def stylesheet() -> str:
    """The style of the book, with roles in place of fonts."""
    return (Path(__file__).parent / "book.css").read_text(encoding="utf-8")


def book_name(deputyship: Deputyship, year: int) -> str:
    """陈立新2026年人大代表履职登记册."""
    return f"{deputyship.person.name}{year}年人大代表履职登记册"


def archive_name(deputyship: Deputyship) -> str:
    """陈立新人大代表履职档案（第十八届）."""
    return f"{deputyship.person.name}人大代表履职档案（{deputyship.term_label}）"


def print_book(deputyship: Deputyship, year: int, today: date) -> PdfResult:
    """The register of a year: one book with all its forms, the empty ones saying so. Raises as render_pdf."""
    stamp = f"{deputyship.person.name}　{year}年　{full_day(today)}打印"
    cover = _cover("人大代表履职登记册", f"{year} 年度", deputyship, today)
    return _print(book_name(deputyship, year), cover + _register(_told(deputyship, year), "", stamp), None)


def print_archive(
    deputyship: Deputyship, user: User, today: date, progress: Progress | None = None
) -> PdfResult:
    """Cover, basic data, the years in numbers, each year's register, and what other packages add: appraisals, honours.

    Personal data only for a user who may read it. Raises as render_pdf.
    """
    stamp = f"{deputyship.person.name}　{deputyship.title}　{full_day(today)}打印"
    years = sorted(years_of(deputyship, today))
    told = {year: _told(deputyship, year) for year in years}
    body = (
        _cover("人大代表履职档案", deputyship.term_label, deputyship, today)
        + _page("基本情况", _facts(_basic(deputyship, user, today)), stamp)
        + _page("历年履职", _in_numbers(deputyship, told), "")
        + "".join(_register(told[year], f"{year}年", stamp) for year in years if _has_any(told[year]))
        + _page("考核和荣誉", "".join(map(_chapter, chapters_of(deputyship, user))), "")
    )
    return _print(archive_name(deputyship), body, progress)


def length(deputyship: Deputyship) -> int:
    """How many characters of duties there are to print, roughly, to tell a long file from a short one (1 query)."""
    rows = DutyRecord.objects.filter(deputyship=deputyship, state__in=TOLD).order_by()
    return sum(len(title) + len(place) + 20 for title, place in rows.values_list("title", "place"))


def _told(deputyship: Deputyship, year: int) -> list[FormPage]:
    """The forms of a year with what was told, the oldest first."""
    rows = [row for row in register_rows(deputyship, year) if row.state in TOLD]
    return form_pages(list(reversed(rows)))


def _print(title: str, body: str, progress: Progress | None) -> PdfResult:
    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=title, progress=progress)
    except MissingGlyphs as missing:
        # Deputies write on phones. One picture among the letters must not keep the book from being printed.
        plain = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(plain, stylesheet=stylesheet(), title=title, progress=progress)


def _cover(kind: str, span: str, deputyship: Deputyship, today: date) -> str:
    where = deputyship.constituency.name if deputyship.constituency else deputyship.delegation
    return (
        f'<section class="cover"><p class="kind">{kind}</p><p class="year">{escape(span)}</p>'
        f'<p class="who">{escape(deputyship.person.name)}</p><p class="of">{escape(deputyship.title)}</p>'
        f'<p class="of">{escape(where)}</p>'
        f'<p class="foot">{escape(district_name())}　{full_day(today)}打印</p></section>'
    )


def _page(title: str, body: str, stamp: str) -> str:
    said = f'<p class="stamp">{escape(stamp)}</p>' if stamp else ""
    return f'<section class="page">{said}<h2>{escape(title)}</h2>{body}</section>'


def _register(pages: Sequence[FormPage], prefix: str, stamp: str) -> str:
    body = "".join(
        f"<h3>{number}．{escape(page.form.name)}</h3>{_duties(page.rows)}"
        for number, page in enumerate(pages, 1)
    )
    return _page(f"{prefix}履职登记", body, stamp)


def _duties(rows: Sequence[DutyRecord]) -> str:
    if not rows:
        return f'<p class="none">{NOTHING}</p>'
    heads = "".join(
        f'<th class="{css}">{label}</th>' if css else f"<th>{label}</th>" for label, css in _HEADS
    )
    cells = (
        (
            f"{row.day.month}月{row.day.day}日",
            row.kind.name,
            row.title,
            row.place,
            "会期" if row.in_session else "闭会",
            "已计入" if row.state == DutyState.COUNTED else str(row.get_state_display()),
        )
        for row in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{_rows(cells)}</tbody></table>"


def _rows(rows: Iterable[Sequence[str]]) -> str:
    return "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)


def _facts(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f"<tr><th>{escape(label)}</th><td>{escape(value)}</td></tr>" for label, value in pairs if value
    )
    return f'<table class="facts"><tbody>{rows}</tbody></table>'


def _basic(deputyship: Deputyship, user: User, today: date) -> list[tuple[str, str]]:
    person = deputyship.person
    seats = GroupMembership.objects.filter(deputyship=deputyship).in_force(today).select_related("group")
    until = full_day(deputyship.ends_on) if deputyship.ends_on else "现在"
    public = [
        ("姓名", person.name),
        ("性别", str(person.get_sex_display())),
        ("所在单位", person.organisation),
        ("职务、职业", person.occupation),
        ("代表资格", f"{deputyship.title}（{deputyship.term_label}）"),
        ("选区", deputyship.constituency.name if deputyship.constituency else ""),
        ("代表小组", "、".join(str(seat.group) for seat in seats)),
        ("任期", f"{full_day(deputyship.starts_on)}—{until}"),
        ("产生方式", str(deputyship.get_how_began_display())),
    ]
    if not people.see_private.allows(user, person):
        return public
    born = f"{person.birth_date.year}年{person.birth_date.month}月" if person.birth_date else ""
    return [
        *public,
        ("出生年月", born),
        ("民族", person.ethnicity),
        ("学历", person.education),
        ("党派", str(person.get_party_display()) if person.party else ""),
    ]


def _in_numbers(deputyship: Deputyship, told: dict[int, list[FormPage]]) -> str:
    heads = ("年度", "会议期间", "闭会期间", "已计入", "应到", "实到", "请假", "缺席", "出席率", "积分")
    rows = []
    for year, pages in told.items():
        all_of = totals_of([row for page in pages for row in page.rows])
        came = attendance_of([deputyship.pk], *year_span(year))[deputyship.pk]
        points = district_points([deputyship.pk], year).get(deputyship.pk)
        counts = (all_of.in_session, all_of.between, all_of.counted)
        rolls = (came.expected, came.present, came.excused, came.absent, came.rate)
        rows.append(
            (f"{year}年", *map(str, counts), *map(str, rolls), "—" if points is None else shown(points))
        )
    return _table(heads, rows)


def _has_any(pages: Sequence[FormPage]) -> bool:
    """A year without a duty stands in the numbers only."""
    return any(page.rows for page in pages)


def _chapter(chapter: Chapter) -> str:
    body = _table(chapter.heads, chapter.rows) if chapter.rows else f'<p class="none">{NOTHING}</p>'
    return f"<h3>{escape(chapter.title)}</h3>{body}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(label)}</th>" for label in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{_rows(rows)}</tbody></table>"
