"""The sheets of a vote as PDF: 表决票, 计票表 and 结果报告单."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from congress.ballots.digest import grouped
from congress.ballots.enums import BallotForm, PollState
from congress.ballots.models import Item, Poll
from congress.ballots.queries import Counting, turnout_of
from congress.ballots.showing import rules_in_words, shown, unmarked
from congress.documents.titles import cohesion, title_lines
from congress.web.dates import full_day, local

if TYPE_CHECKING:
    from congress.documents.pdf.renderer import PdfResult

_TITLE_CHARACTERS = 19.0
#: What printers put where a character is missing.
_ABSENT = "〓"
_GAP = "　"


@cache
def stylesheet() -> str:
    """The style of the sheets, with roles in place of fonts."""
    return (Path(__file__).parent / "sheets.css").read_text(encoding="utf-8")


def _printed(title: str, body: str) -> PdfResult:
    # Printing is 60 MB of code that most processes of the web server never need.
    from congress.documents.pdf.renderer import MissingGlyphs, render_pdf  # noqa: PLC0415

    html = f'<html lang="zh-CN"><head><title>{escape(title)}</title></head><body>{body}</body></html>'
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=title)
    except MissingGlyphs as missing:
        # A rare character in one name must not keep the sheet from being printed.
        plain = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(plain, stylesheet=stylesheet(), title=title)


def _head(poll: Poll, kind: str) -> str:
    lines = title_lines(poll.title, _TITLE_CHARACTERS, cohesion(poll.title))
    title = "".join(f"<span>{escape(line)}</span>" for line in lines)
    return f'<h1>{title}<span class="kind">{kind}</span></h1>'


def _row(*cells: tuple[str, str]) -> str:
    return (
        f"<tr>{''.join(f'<td class={chr(34)}{css}{chr(34)}>{escape(text)}</td>' for css, text in cells)}</tr>"
    )


def _table(heads: list[str], rows: list[str], css: str = "") -> str:
    told = "".join(f"<th>{escape(head)}</th>" for head in heads)
    return f'<table class="{css}"><thead><tr>{told}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _columns(poll: Poll) -> list[str]:
    """What a voter marks, as heads of columns."""
    if poll.form == BallotForm.SCORES:
        return [f"{label}（{most}分）" for label, most in poll.scales]
    return [option.label for option in poll.options]


def _how(poll: Poll) -> str:
    """How the ballot is filled in, by its form and rules."""
    told = {
        BallotForm.GRADES: f"每一项在相应的栏内画“○”，只选一栏；不画的算{unmarked(poll)}。",
        BallotForm.APPROVAL: "每一项在相应的栏内画“○”，只选一栏；不画的算弃权。",
        BallotForm.TICKS: f"在赞成的项目后面画“○”，最多选 {poll.seats} 项；多选的，整张票无效。",
        BallotForm.SCORES: "每一栏写一个整数，不超过满分；有漏写的，整张票无效。",
    }[BallotForm(poll.form)]
    if poll.seats and poll.form == BallotForm.APPROVAL:
        told += f"赞成不能超过 {poll.seats} 项，超过的整张票无效。"
    if poll.min_ticks:
        told += f"至少选 {poll.min_ticks} 项，少选的整张票无效。"
    return f"{told}{'空白票算无效票。' if poll.blank_is_void else ''}用钢笔或签字笔填写，字迹要清楚。"


def print_ballots(poll: Poll) -> PdfResult:
    """One ballot on a sheet, to be copied as often as paper ballots are made ready. Raises what render_pdf raises."""
    columns = _columns(poll)
    rows = [
        _row(("no", str(item.number)), ("", item.title), *[("mark", "")] * len(columns))
        for item in poll.items.order_by("number")
    ]
    body = (
        f'<div class="ballot">{_head(poll, "表决票")}'
        f"{_table(['序号', '表决项目', *columns], rows)}"
        f'<p class="how"><b>说明：</b>{escape(_how(poll))}</p>'
        '<p class="seal">（加盖印章有效）</p></div>'
    )
    return _printed(f"{poll.title}表决票", body)


def _signs(poll: Poll) -> str:
    def sign(label: str, name: str) -> str:
        return f'<td>{label}：{escape(name)}{_GAP if name else ""}<span class="line"></span></td>'

    return (
        '<table class="signs"><tbody>'
        f"<tr>{sign('总监票人', poll.chief_scrutineer)}{sign('监票人', poll.scrutineers)}</tr>"
        f"<tr>{sign('计票人', poll.tellers)}<td>时间：<span class='line'></span></td></tr>"
        "</tbody></table>"
    )


def print_tally(poll: Poll) -> PdfResult:
    """An empty sheet on which two people tally the paper ballots by hand. Raises what render_pdf raises."""
    columns = _columns(poll)
    scores = poll.form == BallotForm.SCORES
    heads = ["序号", "表决项目", "栏目", "画“正”字" if not scores else "逐票记分", "合计"]
    rows = [
        _tally_row(item, column, first=n == 0)
        for item in poll.items.order_by("number")
        for n, column in enumerate(columns)
    ]
    numbers = _table(["发出", "收回", "有效", "无效"], [_row(*[("n", " 　")] * 4)], "numbers")
    body = (
        f"{_head(poll, '计票表')}"
        '<p class="how">纸质票由两个人各计一遍，各填一张；有效票加无效票应等于收回的票。</p>'
        f"{numbers}{_table(heads, rows)}{_signs(poll)}"
    )
    return _printed(f"{poll.title}计票表", body)


def _tally_row(item: Item, column: str, *, first: bool) -> str:
    title = (str(item.number), item.title) if first else ("", "")
    return _row(("no", title[0]), ("", title[1]), ("n", column), ("wide", ""), ("sum", ""))


def print_result(poll: Poll) -> PdfResult:
    """The result with its digest, to be signed. Before it is published it says so. Raises what render_pdf raises."""
    counting = Counting(poll)
    result = shown(counting, turnout_of(poll))
    moment = poll.published_at or poll.opened_at
    state = "" if poll.state == PollState.PUBLISHED else "（计票结果，尚未公布）"
    when = f"{full_day(moment)}{local(moment):%H:%M}" if moment else ""
    rules = "；".join(f"{label}：{value}" for label, value in rules_in_words(poll) if value)
    # A ballot that is only counted decides nothing: the grades have the room.
    decided = ["结果"] if any(line.verdict for line in result.lines) else []
    rows = [
        _row(
            ("no", str(line.number)),
            ("", line.title),
            *[("n", number) for _head, number in line.numbers],
            ("n", line.share),
            *[("n", line.verdict) for _head in decided],
        )
        for line in result.lines
    ]
    numbers = _row(*[("n", value) for _label, value in result.numbers])
    body = (
        f"{_head(poll, '结果报告单')}"
        f'<p class="of">{escape(" ".join(filter(None, (when, state))))}</p>'
        f"{_table([label for label, _value in result.numbers], [numbers], 'numbers')}"
        f"{_table(['序号', '表决项目', *result.heads, result.share_head, *decided], rows)}"
        + "".join(f'<p class="how">{escape(remark)}</p>' for remark in result.remarks)
        + f'<p class="how"><b>规则：</b>{escape(rules)}。</p>'
        + f'<p class="code"><b>校验码：</b>{grouped(counting.digest)}</p>'
        + _signs(poll)
    )
    return _printed(f"{poll.title}结果报告单", body)
