"""Polls as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.ballots.enums import PollState
from congress.ballots.filters import PollFilter
from congress.ballots.models import Poll
from congress.ballots.rules import RULE_KEEPERS
from congress.ballots.showing import standing_of
from congress.ballots.workflow import KEEPERS
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset

#: Characters of the electorate that stand in the list.
_BEGINNING = 30


def _polls(user: User) -> QuerySet[Any]:
    rows = Poll.objects.visible_to(user).with_turnout().select_related("area", "organ")
    return rows.defer("note", "electorate", "public_key", "locked_key")


def _poll(row: Poll) -> SafeString:
    whose = str(row.area or row.organ or "")
    people = row.electorate_words
    shown = f"{people[:_BEGINNING]}…" if len(people) > _BEGINNING else people
    below = "　".join(filter(None, (row.plug.label, whose, shown)))
    return title(record_url("ballots:detail", row.pk), row.title, below=below)


def _turnout(row: Any) -> str:
    if row.state == PollState.PREPARING:
        return ""
    phones = f"手机 {row.n_voted}／{row.n_phone}" if row.takes_phones else ""
    paper = f"纸质票 {row.paper_count} 张" if row.takes_paper else ""
    return "　".join(filter(None, (phones, paper)))


POLLS = ListPage(
    key="polls",
    title="投票表决",
    unit="次",
    subtitle="测评、票决、选举：手机和纸质票一起计，谁投了什么任何人都查不到",
    rows=_polls,
    filterset=PollFilter,
    columns=(
        Column("title", "名称", order="title", fixed=True, css="", cell=_poll),
        Column("form", "表决形式", order="form", export="get_form_display", shown=False),
        Column("mode", "投票方式", order="mode", export="get_mode_display"),
        Column("turnout", "投票", export=_turnout, css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*standing_of(row)),
        ),
        Column(
            "created_at",
            "准备",
            order="created_at",
            export="created_at",
            cell=lambda row: dates.day(row.created_at),
            css="rd-num is-inline",
        ),
    ),
    order="-created_at",
    presets=(
        Preset("正在投票", "state=voting"),
        Preset("等开箱", "state=closed"),
        Preset("已公布", "state=published"),
    ),
    empty=Empty("还没有投票表决", "准备一次投票：写好表决项目，选好规则和投票人，就可以开始。"),
    actions=(
        Action("准备投票", "ballots:prepare_poll", "plus", KEEPERS),
        Action("表决规则", "ballots:settings", "settings", RULE_KEEPERS, primary=False),
    ),
)
