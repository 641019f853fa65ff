"""Everything about one suggestion as one PDF (全案卷宗), for whoever may see it.

Of citizens it tells how many rated what, never who they are: neither names nor what the source was noted as.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from html import escape
from pathlib import Path

from congress.district.queries import district_name
from congress.documents.pdf.renderer import MissingGlyphs, PdfResult, Progress, render_pdf
from congress.documents.prose import paragraphs
from congress.documents.titles import cohesion, title_lines
from congress.web import dates
from congress.web.dates import full_day
from liaison_stations.enums import CitizenRating
from suggestions.enums import CosignState
from suggestions.models import Clock
from suggestions.queries.desk import PartShown, Record
from suggestions.showing import occasion_shown
from suggestions.timeline import happenings

_TITLE_CHARACTERS = 18.0
#: What printers put where a character is missing.
_ABSENT = "〓"


@dataclass(frozen=True)
class _Column:
    """A column of a table; ``width`` is a class of the stylesheet."""

    label: str
    width: str = ""


@cache
def stylesheet() -> str:
    """The style of the file, with roles in place of fonts."""
    return (Path(__file__).parent / "case_file.css").read_text(encoding="utf-8")


def case_file(record: Record, *, opinions: bool, today: date, progress: Progress | None = None) -> PdfResult:
    """The file as it stands ``today``; ``opinions`` of co-handlers are for desks. Raises what render_pdf raises."""
    row = record.row
    html = _CaseFile(record, opinions, today).html()
    title = f"{row.label}办理卷宗：{row.title}"
    try:
        return render_pdf(html, stylesheet=stylesheet(), title=title, progress=progress)
    except MissingGlyphs as missing:
        # Deputies write on phones. One picture among the letters must not keep the case from being printed.
        shown = html.translate(dict.fromkeys(map(ord, missing.chars), _ABSENT))
        return render_pdf(shown, stylesheet=stylesheet(), title=title, progress=progress)


def length(record: Record) -> int:
    """How many characters there are to print, to tell a small file from one that takes its time."""
    texts = [part.text for shown in record.parts for part in [shown.reply] if part]
    texts += [said.situation + said.proposal for said in record.submissions[-1:]]
    texts += [contact.content for shown in record.parts for contact in shown.contacts]
    return sum(map(len, texts)) + 60 * len(record.steps)


class _CaseFile:
    def __init__(self, record: Record, opinions: bool, today: date) -> None:
        self.record, self.opinions, self.today = record, opinions, today
        self.row = record.row

    def html(self) -> str:
        sections = (
            ("基本情况", self.facts()),
            ("建议正文", self.text()),
            ("承办单位与期限", self.units()),
            ("联系代表", self.contacts()),
            ("答复", self.replies()),
            ("代表评价", self.evaluations()),
            ("承诺事项", self.promises()),
            ("办理经过", self.steps()),
        )
        numerals = "一二三四五六七八"
        body = "".join(
            f"<h2>{numeral}、{title}</h2>{content}"
            for numeral, (title, content) in zip(numerals, sections, strict=True)
        )
        head = f"<head><title>{escape(self.row.title)}</title></head>"
        return f'<html lang="zh-CN">{head}<body>{self.cover()}{body}</body></html>'

    def cover(self) -> str:
        row = self.row
        lines = title_lines(row.title, _TITLE_CHARACTERS, cohesion(row.title + row.situation))
        title = "".join(f"<span>{escape(line)}</span>" for line in lines)
        rows = (
            ("领衔代表", row.lead.person.name),
            (
                "主办单位",
                "、".join(shown.part.organ_name for shown in self.record.live if shown.part.replies),
            ),
            ("现在状态", row.get_state_display()),
            ("打印日期", full_day(self.today)),
        )
        table = "".join(f"<tr><th>{k}</th><td>{escape(str(v))}</td></tr>" for k, v in rows if v)
        return (
            f'<div class="cover"><p class="kind">代表{escape(row.get_kind_display())}办理卷宗</p>'
            f'<p class="number">{escape(row.label)}</p><h1>{title}</h1><table>{table}</table></div>'
        )

    def facts(self) -> str:
        row = self.row
        signed = [s.deputyship.person.name for s in self.record.cosigners if s.state == CosignState.CONFIRMED]
        rows: list[tuple[str, object]] = [
            ("届次", f"{district_name()}　{occasion_shown(row)}"),
            ("种类", f"{row.get_kind_display()}（{row.get_signing_display()}）"),
            ("领衔代表", f"{row.lead.person.name}（{row.get_level_display()}代表）"),
            ("附议代表", "、".join(signed)),
            ("代表团", row.delegation),
            ("类别", row.category or ""),
            ("涉及区域", row.area),
            ("来源", row.get_source_display()),
            ("督办委室", row.committee or ""),
            ("提交时间", _moment(row.submitted_at)),
            ("审核通过", _moment(row.registered_at)),
            ("交办时间", _moment(row.assigned_at)),
            ("销号", f"{row.strike_number}　{_moment(row.closed_at)}" if row.closed_at else ""),
            ("重点督办", "是" if row.is_key else ""),
            ("群众对答复", _counted(one.reply_rating for one in self.record.citizens)),
            ("群众对落实", _counted(one.deed_rating for one in self.record.citizens)),
        ]
        lines = "".join(f"<tr><th>{k}</th><td>{escape(str(v))}</td></tr>" for k, v in rows if v)
        return f'<table class="facts">{lines}</table>'

    def text(self) -> str:
        said = self.record.submission
        if said is None:
            return _none("还没有提交。")
        again = f"第 {said.order} 次提交，" if said.order > 1 else ""
        head = f"{again}{_moment(said.submitted_at)}　署名：{'、'.join(said.signatories)}"
        files = f'<p class="meta">附件：{escape("、".join(said.files))}</p>' if said.files else ""
        return (
            f'<p class="meta">{escape(head)}</p><h3>情况</h3>{_prose(said.situation)}'
            f"<h3>建议</h3>{_prose(said.proposal)}{files}"
        )

    def units(self) -> str:
        columns = (
            _Column("轮次", "w-xs"),
            _Column("单位、分工"),
            _Column("交办、签收、答复", "w-l"),
            _Column("期限", "w-xl"),
            _Column("状态", "w-m"),
        )
        rows = [
            (
                str(shown.part.round),
                _lines(
                    f"{shown.part.organ_name}（{shown.part.get_part_display()}）",
                    f"领办 {shown.part.leader.name}" if shown.part.leader else "",
                    shown.part.task,
                ),
                _lines(
                    f"交办 {_day(shown.part.assigned_at)}",
                    f"签收 {_day(shown.part.accepted_at)}" if shown.part.accepted_at else "",
                    f"答复 {_day(shown.part.answered_at)}" if shown.part.answered_at else "",
                ),
                _lines(*map(_clock, shown.clocks)),
                _lines(shown.part.get_state_display(), shown.part.reason),
            )
            for shown in self.record.parts
        ]
        return _table(columns, rows, "还没有交办。")

    def contacts(self) -> str:
        columns = (
            _Column("日期", "w-m"),
            _Column("阶段", "w-s"),
            _Column("单位、方式", "w-l"),
            _Column("内容"),
            _Column("代表确认", "w-m"),
        )
        rows = [
            (
                _day(one.on),
                one.get_stage_display(),
                f"{shown.part.organ_name}\n{one.who}（{one.get_way_display()}）",
                one.content,
                _lines(one.get_answer_display() or "没有答复", one.answer_note),
            )
            for shown in self.record.parts
            for one in shown.contacts
        ]
        return _table(columns, rows, "还没有联系代表的记录。")

    def replies(self) -> str:
        found = [self.reply(shown) for shown in self.record.parts if shown.reply]
        return "".join(found) or _none("还没有答复。")

    def reply(self, shown: PartShown) -> str:
        part, reply = shown.part, shown.reply
        if reply is None or (reply.category is None and not self.opinions):
            return ""
        what = f"{reply.category.letter} 类（{reply.category.name}）" if reply.category else "协办意见"
        again = f"第 {part.round} 轮　" if part.round > 1 else ""
        facts = (
            reply.number,
            full_day(reply.replied_on),
            f"签发人：{reply.signatory}" if reply.signatory else "",
            "" if reply.public or not reply.category else f"不公开：{reply.public_note}",
        )
        files = "、".join(file.name for file in reply.files.all() if not file.dropped)
        return (
            f"<h3>{again}{escape(part.organ_name)}　{escape(what)}</h3>"
            f'<p class="meta">{escape("　".join(filter(None, facts)))}</p>{_prose(reply.text)}'
            + (f'<p class="meta">附件：{escape(files)}</p>' if files else "")
        )

    def evaluations(self) -> str:
        columns = (
            _Column("轮次", "w-xs"),
            _Column("单位", "w-l"),
            _Column("办理态度", "w-m"),
            _Column("办理结果", "w-m"),
            _Column("意见"),
            _Column("日期", "w-m"),
        )
        rows = [
            (
                str(shown.part.round),
                shown.part.organ_name,
                said.get_attitude_display(),
                said.get_result_display(),
                said.words,
                _lines(_day(said.evaluated_on), "纸质表代录" if said.entered_by else ""),
            )
            for shown in self.record.parts
            if (said := shown.evaluation)
        ]
        return _table(columns, rows, "还没有评价。")

    def promises(self) -> str:
        columns = (
            _Column("承诺事项"),
            _Column("单位", "w-l"),
            _Column("期限", "w-m"),
            _Column("状态", "w-m"),
            _Column("兑现情况", "w-l"),
            _Column("代表评价", "w-m"),
        )
        rows = [
            (
                one.what,
                shown.part.organ_name,
                _day(one.promised_on),
                one.get_state_display(),
                _lines(one.report, one.check_note),
                one.get_rating_display(),
            )
            for shown in self.record.parts
            if (one := shown.commitment)
        ]
        return _table(columns, rows, "没有承诺事项。")

    def steps(self) -> str:
        columns = (_Column("时间", "w-l"), _Column("办理经过", "w-l"), _Column("内容"))
        rows = [
            (_moment(line.at), line.title, _lines(line.detail, line.note))
            for line in reversed(happenings(self.record.steps))
        ]
        return _table(columns, rows, "还没有办理经过。")


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _clock(clock: Clock) -> str:
    """签收或申请退办 3月11日，按期."""
    if clock.stopped_on is None:
        how = ""
    elif not clock.met:
        how = "，终止"
    else:
        how = "，按期" if clock.in_time else f"，逾期（{_day(clock.stopped_on)}）"
    extended = "，已延期" if clock.due_on != clock.first_due_on else ""
    return f"{clock.get_kind_display()} {_day(clock.due_on)}{extended}{how}"


def _table(columns: Sequence[_Column], rows: Iterable[Sequence[str]], empty: str) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    if not lines:
        return _none(empty)
    heads = "".join(f'<th class="{column.width}">{column.label}</th>' for column in columns)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _cell(text: str) -> str:
    return escape(text).replace("\n", "<br/>")


def _prose(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in paragraphs(text))


def _none(text: str) -> str:
    return f'<p class="none">{text}</p>'


def _day(value: date | datetime | None) -> str:
    """2026-11-23: narrow columns have no room for words."""
    return f"{dates.as_date(value):%Y-%m-%d}" if value else ""


def _moment(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return f"{dates.local(value):%Y-%m-%d %H:%M}"
    return _day(value)


def _counted(ratings: Iterable[str]) -> str:
    """满意 2 人，不满意 1 人."""
    found = Counter(ratings)
    return "，".join(f"{rating.label} {found[rating]} 人" for rating in CitizenRating if found[rating])
