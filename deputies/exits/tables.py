"""Exit cases as a list."""

from __future__ import annotations

from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.exits import rules
from deputies.exits.filters import ExitFilter
from deputies.exits.showing import exit_state
from deputies.models import ExitCase
from deputies.models.exits import ExitCaseQuerySet
from deputies.rules import WRITERS


def _rows(user: User) -> ExitCaseQuerySet:
    rows = ExitCase.objects.visible_to(user).defer("account")
    return rows.select_related("deputyship__person", "deputyship__term__area", "ground")


def _case(row: ExitCase) -> SafeString:
    below = f"{row.deputyship.title}　{row.ground}"
    return title(record_url("exits:detail", row.pk), row.deputyship.person.name, below=below)


EXITS = ListPage(
    key="exit_cases",
    title="代表退出",
    unit="件",
    subtitle="发现与代表身份不符的行为以后，先提醒，仍不改正的责令辞职",
    rows=_rows,
    filterset=ExitFilter,
    columns=(
        Column(
            "name",
            "代表",
            order="deputyship__person__pinyin",
            fixed=True,
            css="",
            export="deputyship.person.name",
            cell=_case,
        ),
        Column("ground", "情形", export="ground.name", only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*exit_state(row)),
        ),
        Column(
            "due_on",
            "改正期限",
            order="due_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.due_on) if row.due_on else "",
        ),
        Column(
            "found_on",
            "发现日期",
            order="found_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.found_on),
        ),
        Column("basis", "依据", only_export=True),
        Column("manner", "方式", export="get_manner_display", only_export=True),
        Column("procedure", "程序", only_export=True),
    ),
    order="-found_on",
    presets=(
        Preset("没有办结", "state=standing"),
        Preset("改正期限已过", "state=due"),
        Preset("已终止", "state=ended"),
    ),
    empty=Empty("没有退出事项", "发现代表有与身份不符的行为，先在这里登记，再一步一步办。"),
    actions=(
        Action("退出情形", "exits:settings", "list-check", WRITERS, primary=False),
        Action("登记发现", "exits:open_case", "plus", rules.keep_case.roles),
    ),
    name_of=lambda row: row.deputyship.person.name,
)
