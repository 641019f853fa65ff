"""What waits for whom: an answer from a deputy, the next step from the office, an item of a plan from its group."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from activities.convocations.enums import ConvocationState
from activities.convocations.operations import draft_text
from activities.convocations.rules import CALLERS
from activities.enums import AttendanceState
from activities.models import Attendance, Callee, Convocation
from activities.plans.queries import overdue_items
from activities.plans.rules import KEEPERS
from activities.rules import DISTRICT_WRITERS
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo

#: After so many days what is left open at a held convocation is no longer asked for.
_ASKED_FOR = timedelta(days=60)
#: Items of plans named one by one; the office, which keeps all plans, gets one line for all.
_NAMED = 5


def todos(user: User) -> Iterator[Todo]:
    """Everything that convocations and plans ask of this user (at most three queries)."""
    yield from _answers(user)
    if user.has_role(*CALLERS):
        yield from _steps(user)
    if user.has_role(*KEEPERS):
        yield from _plans(user)


def _answers(user: User) -> Iterator[Todo]:
    now = timezone.localtime()
    rows = Callee.objects.of(user).filter(
        answer="", convocation__state=ConvocationState.SENT, convocation__start_on__gte=now.date()
    )
    for copy in rows.select_related("convocation").order_by("convocation__reply_by", "pk"):
        row = copy.convocation
        if row.starts <= now:
            continue
        when = f"{dates.day_word(row.start_on)} {row.begins_at.hour}:{row.begins_at.minute:02}"
        yield Todo(
            f"回复能否参加：{row.title}",
            f"{when}　{row.place}",
            reverse("convocations:reply", args=[row.pk]),
            "去回复",
            due=row.reply_by,
            menu="convocations:mine",
        )


def _steps(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    unmarked = Attendance.objects.filter(activity=OuterRef("activity"), state=AttendanceState.EXPECTED)
    unmarked = unmarked.filter(Q(day__isnull=True) | Q(day__lt=today)).order_by()
    rows = (
        Convocation.objects.changeable_by(user)
        .filter(state__in=[ConvocationState.SENT, ConvocationState.HELD], start_on__gte=today - _ASKED_FOR)
        .with_replies()
        .annotate(unmarked=Subquery(unmarked.values("activity").annotate(n=Count("pk")).values("n")))
        .select_related("activity")
        .order_by("start_on", "pk")
    )
    if user.has_role(*DISTRICT_WRITERS):
        rows = rows.filter(area__parent__isnull=True)  # a town's own are the town's
    for row in rows:
        todo = _step(row, today)
        if todo is not None:
            yield todo


def _step(row: Convocation, today: date) -> Todo | None:
    """The one next step, if it is the caller's turn."""
    page = reverse("convocations:detail", args=[row.pk])
    menu = "convocations:index"
    if row.state == ConvocationState.SENT:
        if row.start_on <= today:
            return Todo(f"签到：{row.title}", row.place, page, "去签到", due=row.start_on, menu=menu)
        waiting: int = row.waiting  # type: ignore[attr-defined]  # of with_replies
        if waiting and row.reply_by < today:
            context = f"{dates.day(row.start_on)}开展，{waiting} 人没有回复"
            return Todo(
                f"催回复：{row.title}", context, f"{page}?show=waiting", "去催", due=row.reply_by, menu=menu
            )
        return None
    activity = row.activity
    if activity is None or row.end_on >= today:
        return None
    unmarked: int | None = row.unmarked  # type: ignore[attr-defined]
    if unmarked:
        roll = reverse("attendance:index", args=[activity.pk])
        return Todo(f"核对出席：{row.title}", f"{unmarked} 人没有点名", roll, "去核对", menu=menu)
    if activity.text == draft_text(row):
        url = reverse("activities:change_activity", args=[activity.pk])
        return Todo(f"补写正文：{row.title}", "活动已由召集通知登记，正文还没有写", url, "去补写", menu=menu)
    return None


def _plans(user: User) -> Iterator[Todo]:
    today = timezone.localdate()
    items = list(overdue_items(user, today)[:200])
    if len(items) > _NAMED:
        groups = len({item.plan_id for item in items})
        first = items[0]
        yield Todo(
            f"{groups} 个小组的年度计划有 {len(items)} 项逾期",
            f"最早的：{first.plan.group}“{first.theme}”",
            reverse("plans:index"),
            "去看",
            due=first.due_on,
            menu="plans:index",
        )
        return
    for item in items:
        yield Todo(
            f"年度计划逾期：{item.theme}",
            f"{item.plan.group}　关联活动，或写明延期",
            reverse("plans:detail", args=[item.plan_id]),
            "去办",
            due=item.due_on,
            menu="plans:index",
        )
