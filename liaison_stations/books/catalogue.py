"""The thirteen books of the two ledgers (R076, R156, R157): 三单一册两簿 and 五簿一册一档.

A book is a declaration: its title, its columns, and what gives its lines. Books of the first ledger are missing while
they are empty (R156); those of the second print 无记录 (R076).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models

from liaison_stations.books import lines
from liaison_stations.books.lines import Line
from liaison_stations.books.records import Records
from liaison_stations.enums import PaperKind


class Ledger(models.TextChoices):
    """The two ledgers (R157)."""

    STATION = "station", "联络站工作台账（三单一册两簿）"
    DEPUTY = "deputy", "代表履职台账（五簿一册一档）"


@dataclass(frozen=True)
class Column:
    """A column; ``width`` is a class of the stylesheet, empty for what takes the room that is left."""

    label: str
    width: str = ""


@dataclass(frozen=True)
class Book:
    """One book. ``source`` says where its lines come from, for whoever finds it empty; ``paper`` is written by hand."""

    key: str
    ledger: Ledger
    sort: str
    title: str
    source: str
    lines: Callable[[Records], list[Line]]
    columns: tuple[Column, ...] = ()
    paper: PaperKind | None = None

    @property
    def may_be_missing(self) -> bool:
        """Whether it counts as missing while it is empty (R156)."""
        return self.ledger == Ledger.STATION


def _columns(*labels: str) -> tuple[Column, ...]:
    """“日期:s” is a column of the class w-s."""
    return tuple(Column(*label.split(":")) for label in labels)


_HELD = _columns("日期:s", "类别:m", "地点:m", "参加代表:l", "内容")
_SHELF = (
    Book("plan", Ledger.STATION, "单1", "年度工作计划", "由联络站填写", lines.plan, paper=PaperKind.PLAN),
    Book(
        "schedule", Ledger.STATION, "单2", "活动安排", "来自全年的接待日", lines.schedule,
        _columns("日期:s", "时间:m", "地点、方式:l", "主题、形式", "接待代表:l", "情况:m"),
    ),
    Book(
        "summary", Ledger.STATION, "单3", "年度工作总结", "由联络站填写", lines.summary,
        paper=PaperKind.SUMMARY,
    ),
    Book(
        "roster", Ledger.STATION, "册", "进站代表花名册", "来自进站代表", lines.roster,
        _columns("序号:xs", "姓名:s", "层级:l", "选区:l", "单位、职务", "主站:xs", "进站、离站:l"),
    ),
    Book(
        "meetings", Ledger.STATION, "簿1", "联络站会议记录簿",
        "来自本站的活动：类别记入会议记录簿的", lines.meetings, _HELD,
    ),
    Book(
        "study", Ledger.STATION, "簿2", "组织代表学习培训记录簿",
        "来自活动登记：类别记入学习培训记录簿，本站开展的，或进站代表实到的", lines.study, _HELD,
    ),
    Book(
        "inspections", Ledger.DEPUTY, "簿1", "代表视察调研登记簿",
        "来自活动登记：类别记入视察调研登记簿，本站开展的，或进站代表实到的", lines.inspections, _HELD,
    ),
    Book(
        "contacts", Ledger.DEPUTY, "簿2", "代表联系、走访、接待选民群众登记簿",
        "来自接待登记、网上收到的事项，和类别记入联系走访登记簿的活动", lines.contacts,
        _columns("日期:s", "方式:m", "代表:m", "群众:m", "反映事项", "办理情况:l"),
    ),
    Book(
        "duty_reports", Ledger.DEPUTY, "簿3", "代表向选民述职评议登记簿",
        "来自同时述职的接待日，和本站开展的述职评议", lines.duty_reports,
        _columns("日期:s", "地点:l", "述职代表:l", "到场群众:m", "内容"),
    ),
    Book(
        "suggestions", Ledger.DEPUTY, "簿4", "代表建议办理登记簿", "来自进站代表领衔的建议",
        lines.suggestions,
        _columns("日期:s", "编号:m", "案由", "领衔代表:s", "承办单位:l", "状态:m", "评价:s"),
    ),
    Book(
        "reviews", Ledger.DEPUTY, "簿5", "代表评议政府和人大工作登记簿",
        "来自活动登记：类别记入评议登记簿，本站开展的，或进站代表实到的", lines.reviews, _HELD,
    ),
    Book(
        "handbook", Ledger.DEPUTY, "册", "代表履职手册", "逐人逐次，来自本站的各项记录", lines.handbook,
        _columns("代表:s", "日期:s", "类别:m", "内容"),
    ),
    Book(
        "archive", Ledger.DEPUTY, "档", "代表履职档案", "一人一行，来自本站的各项记录", lines.archive,
        _columns(
            "代表:s", "层级、选区:l", "单位、职务", "接待到场／应到:s", "听取事项:s", "参加活动:s", "领衔建议:s",
        ),
    ),
)  # fmt: skip
BOOKS: dict[str, Book] = {book.key: book for book in _SHELF}
REQUIRED = tuple(book for book in _SHELF if book.may_be_missing)


def completeness(missing: Iterable[Book]) -> str:
    """13本齐全, or 缺2本：年度工作计划、年度工作总结 (R157)."""
    titles = [book.title for book in missing]
    return f"缺{len(titles)}本：{'、'.join(titles)}" if titles else f"{len(BOOKS)}本齐全"
