"""What concerns the party committee plugs into the portal: menu, the reminder, figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from bulletins.models import PartyDiscussion, PartyReport
from bulletins.operations.party import VERBS
from bulletins.party import demo, queries, rules
from bulletins.party.enums import ReportKind
from bulletins.party.tables import reply_state
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.figures.numbers import Count
from congress.figures.period import Period
from congress.figures.registry import Figure, register_figure
from congress.search.index import Searched
from congress.web import dates
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    Todo,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)

INDEX = "party_affairs:index"
_CHAPTER = "党委工作"
#: Requests named one by one in to-dos.
_NAMED = 5


def todos(user: User) -> Iterator[Todo]:
    """Reports that are late or soon due, requests that wait for their answer (3 queries)."""
    if not user.has_role(*rules.WRITERS):
        return
    today = timezone.localdate()
    for one in queries.waiting(queries.owed(today), today):
        yield Todo(
            f"报送{one.label}请示报告",
            f"{one.rule}，{dates.full_day(one.end)}到期",
            f"{reverse('party_affairs:record_report')}?period={one.rule.pk}:{one.start}",
            "去登记",
            due=one.end,
            menu=INDEX,
        )
    for row in PartyReport.objects.unanswered().order_by("reported_on", "pk")[:_NAMED]:
        url = reverse("party_affairs:report", args=[row.pk])
        told = f"{dates.day(row.reported_on)}报送{row.addressee}"
        yield Todo(f"等批复：{row.title}", told, url, "去登记批复", menu=INDEX)


def _discussions(_user: User, period: Period) -> Count:
    rows = PartyDiscussion.objects.filter(period.as_q("held_on"), withdrawn_reason="")
    return Count(rows.count(), "次")


def _sent(period: Period) -> QuerySet[PartyReport]:
    return PartyReport.objects.filter(period.as_q("reported_on"), withdrawn_reason="")


def _reports(_user: User, period: Period) -> Count:
    return Count(_sent(period).count(), "件")


def _requests(_user: User, period: Period) -> Count:
    return Count(_sent(period).filter(kind=ReportKind.REQUEST).count(), "件")


def find(_user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Requests and reports by title."""
    rows = PartyReport.objects.filter(withdrawn_reason="")
    for word in text.split():
        rows = rows.filter(title__contains=word)
    for row in rows[:limit]:
        context = f"{row.get_kind_display()}　{dates.day(row.reported_on)}　{reply_state(row)[1]}"
        yield SearchHit(row.title, context, reverse("party_affairs:report", args=[row.pk]))


def _span(url_name: str, period: Period) -> str:
    return f"{reverse(url_name)}?since={period.start}&until={period.end}"


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.PUBLISH, "党委工作", INDEX, "building-bank", rules.READERS, order=60),
        MenuItem(
            MenuGroup.PUBLISH,
            "请示报告",
            "party_affairs:reports",
            "file-text",
            rules.READERS,
            order=61,
            under=INDEX,
        ),
        MenuItem(
            MenuGroup.PUBLISH,
            "研究人大工作",
            "party_affairs:discussions",
            "messages",
            rules.READERS,
            order=62,
            under=INDEX,
        ),
    )
    register_todos(todos)
    register_verbs(VERBS)
    register_verbs(
        {
            "party_affairs:add_line": "增加请示报告周期",
            "party_affairs:change_line": "修改请示报告周期",
            "party_affairs:load": "载入示例党委工作",
        }
    )
    register_facts("party_affairs", {"note": "说明", "topic": "事项类别", "matter": "有关的重大事项"})
    register_figure(
        Figure(
            key="party.discussions",
            chapter=_CHAPTER,
            label="研究人大工作",
            unit="次",
            definition="区委常委会专题研究人大工作，一件事项算一次",
            compute=_discussions,
            url=lambda user, period: _span("party_affairs:discussions", period),
            roles=rules.READERS,
            order=90,
            at_home=False,
        )
    )
    register_figure(
        Figure(
            key="party.reports",
            chapter=_CHAPTER,
            label="请示报告",
            unit="件",
            definition="期间内向区委报送的定期报告和专题请示报告",
            compute=_reports,
            url=lambda user, period: _span("party_affairs:reports", period),
            roles=rules.READERS,
            order=91,
            at_home=False,
        )
    )
    register_figure(
        Figure(
            key="party.requests",
            chapter=_CHAPTER,
            label="请示",
            unit="件",
            definition="期间内向区委报送的请示",
            compute=_requests,
            url=lambda user, period: f"{_span('party_affairs:reports', period)}&sent={ReportKind.REQUEST}",
            roles=rules.READERS,
            order=92,
            at_home=False,
        )
    )
    searched = (Searched(PartyReport, ("title",)),)
    reports = "party_affairs:reports"
    register_search(SearchProvider("请示报告", 43, find, rules.READERS, reports, tables=searched))
    register_demo(92, "党委工作", demo.load)
