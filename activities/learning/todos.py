"""What waits for whom: the lecture hall at the end of a quarter, the next step of a class, reading for deputies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from activities.convocations.enums import ConvocationState
from activities.learning import rules
from activities.learning.enums import ClassState
from activities.learning.queries.classes import HELD, REMINDED, Quarter, quarter_of
from activities.models import Callee, Reading, ReadingMark, TrainingClass
from activities.rules import DISTRICT_WRITERS
from congress.accounts.models import User
from congress.web import dates
from congress.web.registry import Todo

INDEX = "learning:index"
HALLS = "learning:halls"
MINE = "learning:mine"


def todos(user: User) -> Iterator[Todo]:
    """Everything that learning asks of this user (at most 3 queries)."""
    today = timezone.localdate()
    yield from _to_read(user, today)
    if user.has_role(*rules.KEEPERS):
        yield from _steps(user, today)
    if user.has_role(*DISTRICT_WRITERS):
        yield from _hall(today)


def _to_read(user: User, today: date) -> Iterator[Todo]:
    copies = Callee.objects.of(user).filter(
        convocation__state=ConvocationState.SENT, convocation__start_on__gte=today
    )
    marks = ReadingMark.objects.filter(reading=OuterRef("pk"), callee__in=copies)
    rows = Reading.objects.filter(~Exists(marks), dropped=False, convocation__in=copies.values("convocation"))
    for row in rows.select_related("convocation").order_by("convocation__start_on", "pk"):
        yield Todo(
            f"会前学习：{row.title}",
            f"{dates.day_word(row.convocation.start_on)}　{row.convocation.title}",
            reverse("learning:reading", args=[row.pk]),
            "去读",
            due=row.convocation.start_on,
            menu=MINE,
        )


def _steps(user: User, today: date) -> Iterator[Todo]:
    """Classes whose day has come, or that are over and not closed; a town's own are the town's."""
    ahead = (ClassState.PLANNED, ClassState.ENROLLING, ClassState.RUNNING)
    rows = TrainingClass.objects.kept_by(user).filter(state__in=ahead, begins_on__lte=today)
    if user.has_role(*DISTRICT_WRITERS):
        rows = rows.filter(area__parent__isnull=True)
    for row in rows.order_by("due_on", "pk"):
        url = reverse("learning:detail", args=[row.pk])
        if row.state == ClassState.RUNNING:
            if row.due_on < today:
                yield Todo(
                    f"结束：{row.title}", "培训班已经办完，核对出席以后结束", url, "去结束", menu=INDEX
                )
        elif row.start_on is not None:
            yield Todo(f"开班：{row.title}", row.place, url, "去开班", due=row.start_on, menu=INDEX)
        elif row.due_on < today:
            yield Todo(
                f"计划逾期：{row.title}",
                f"计划{row.year}年{row.get_span_display()}办，日期还没有定",
                url,
                "去办",
                due=row.due_on,
                menu=INDEX,
            )


def _hall(today: date) -> Iterator[Todo]:
    """This quarter is nearly over without a session (R091); only where the hall has begun at all."""
    quarter = Quarter(today.year, quarter_of(today), today, None)
    if quarter.ends_on > today + REMINDED:
        return
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    halls = TrainingClass.objects.halls().standing()
    last = halls.filter(state__in=HELD).order_by("-begins_on").values_list("begins_on", flat=True).first()
    if last is not None and last < first:
        yield Todo(
            f"举办{quarter.label}的代表讲堂",
            f"这个季度还没有举办，上一期是{dates.day(last)}",
            f"{reverse(HALLS)}?year={today.year}",
            "去安排",
            due=quarter.ends_on,
            menu=HALLS,
        )
