"""What waits for the office, for a unit and for a deputy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from activities.models import Consultation, Consulted, Hearing, OfficialMeeting, Opinion, PromisedAction
from activities.taking_part import rules
from activities.taking_part.enums import ConsultationState, HearingState, OfficialState
from congress.accounts.models import User
from congress.web.registry import Todo

HEARINGS, OFFICIALS = "taking_part:hearings", "taking_part:officials"
CONSULTATIONS, MINE = "taking_part:consultations", "taking_part:mine"


def todos(user: User) -> Iterator[Todo]:
    """By role (3 queries for the office, 2 for a unit, 2 for a deputy)."""
    today = timezone.localdate()
    if user.has_role(*rules.WRITERS):
        yield from _of_office(today)
    elif user.has_role(*rules.UNITS):
        yield from _of_unit(user, today)
    if user.has_role(*rules.DEPUTIES):
        yield from _of_deputy(user, today)


def _of_office(today: date) -> Iterator[Todo]:
    counts = OfficialMeeting.objects.aggregate(
        asked=Count("pk", filter=Q(state=OfficialState.ASKED)),
        over=Count("pk", filter=Q(state=OfficialState.ARRANGED, on__lt=today)),
        late=Count("promises", filter=Q(promises__done_on__isnull=True, promises__due_on__lt=today)),
    )
    url = reverse(OFFICIALS)
    if counts["asked"]:
        yield Todo(
            f"安排 {counts['asked']} 件约见",
            "代表申请约见国家机关负责人",
            f"{url}?state=asked",
            "去安排",
            menu=OFFICIALS,
        )
    if counts["over"]:
        yield Todo(
            f"登记 {counts['over']} 次约见",
            "约见的日期已经过了",
            f"{url}?state=arranged",
            "去登记",
            menu=OFFICIALS,
        )
    if counts["late"]:
        yield Todo(
            f"{counts['late']} 件约见承诺逾期",
            "看是哪个单位的，请催办",
            f"{url}?promises=late",
            "去看",
            menu=OFFICIALS,
        )
    over = Hearing.objects.filter(state=HearingState.OPEN, on__lt=today).count()
    if over:
        yield Todo(
            f"登记 {over} 次旁听到场",
            "旁听的日期已经过了",
            f"{reverse(HEARINGS)}?when=over",
            "去登记",
            menu=HEARINGS,
        )
    closed = Consultation.objects.filter(state=ConsultationState.OPEN, due_on__lt=today).count()
    if closed:
        yield Todo(
            f"反馈 {closed} 次征求意见",
            "截止日期已过，请写采纳情况",
            f"{reverse(CONSULTATIONS)}?when=over",
            "去写",
            menu=CONSULTATIONS,
        )


def _of_unit(user: User, today: date) -> Iterator[Todo]:
    mine = OfficialMeeting.objects.filter(rules.answer_official.as_q(user))
    waiting = mine.filter(state=OfficialState.MET).count()
    if waiting:
        yield Todo(
            f"答复 {waiting} 件代表约见",
            "约见以后请书面答复",
            f"{reverse(OFFICIALS)}?state=met",
            "去答复",
            menu=OFFICIALS,
        )
    promised = PromisedAction.objects.filter(meeting__in=mine, done_on__isnull=True)
    found = promised.aggregate(first=Min("due_on"), n=Count("pk"))
    if found["n"]:
        yield Todo(
            f"办理 {found['n']} 件约见承诺",
            "办成了请登记",
            f"{reverse(OFFICIALS)}?promises=open",
            "去看",
            due=found["first"],
            menu=OFFICIALS,
        )


def _of_deputy(user: User, today: date) -> Iterator[Todo]:
    said = Opinion.objects.filter(consulted=OuterRef("pk"))
    asked = Consulted.objects.filter(
        ~Exists(said),
        deputyship__person__user=user,
        consultation__state=ConsultationState.OPEN,
        consultation__due_on__gte=today,
    )
    for one in asked.select_related("consultation__organ").order_by("consultation__due_on", "pk"):
        row = one.consultation
        yield Todo(
            f"请您提意见：{row.title}",
            str(row.organ),
            reverse("taking_part:my_consultation", args=[row.pk]),
            "去提",
            due=row.due_on,
            menu=MINE,
        )
    rows = OfficialMeeting.objects.filter(state=OfficialState.REPLIED, asked_by__person__user=user)
    for meeting in rows.select_related("organ"):
        yield Todo(
            f"评价约见答复：{meeting.subject}",
            str(meeting.organ),
            reverse("taking_part:my_official", args=[meeting.pk]),
            "去评价",
            menu=MINE,
        )
