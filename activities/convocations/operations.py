"""What can be done with a convocation: write it, choose who is called, send, move, cancel, answer, remind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from activities.attendance import operations as attendance
from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.queries import MOVED, TOLD, facts_of
from activities.convocations.workflow import WORKFLOW
from activities.enums import ActivityState
from activities.models import Activity, ActivityKind, Callee, CalleeQuerySet, Convocation, PlanItem
from activities.operations import record_activity
from activities.plans.operations import link_activity
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Area, Organ
from congress.organs.queries import district
from congress.web import dates
from deputies.models import Deputyship


class Facts(TypedDict):
    """What a convocation says. ``end_on`` is the first day when left out, ``area`` the district."""

    title: str
    kind: ActivityKind
    start_on: date
    end_on: NotRequired[date | None]
    begins_at: time
    place: str
    organiser: str
    agenda: NotRequired[str]
    bring: NotRequired[str]
    contact: str
    contact_phone: str
    reply_by: date
    area: NotRequired[Area | None]


# --- writing it --------------------------------------------------------------------------------------
@transaction.atomic
def create(
    *,
    actor: User | None,
    organ: Organ | None = None,
    activity: Activity | None = None,
    plan_item: PlanItem | None = None,
    token: UUID | None = None,
    **facts: Unpack[Facts],
) -> Convocation:
    """Write a draft; nobody is told yet.

    ``activity`` is one that was logged ahead, ``plan_item`` what a group planned, ``organ`` the committee that
    calls. ``token`` names one submission of the form: sent twice, it gives the draft of the first time.
    """
    row = Convocation(
        created_by=actor, organ=organ, activity=activity, plan_item=plan_item, token=token or uuid4()
    )
    _take(row, facts)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        earlier = Convocation.objects.filter(token=token, created_by=actor).first() if token else None
        if earlier is None:
            raise Conflict("这次活动已经有召集通知，请打开那一份") from None
        return earlier
    audit.record(actor=actor, verb="convocations:create", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change(*, convocation: Convocation, actor: User, version: int, **facts: Unpack[Facts]) -> Convocation:
    """Correct a convocation. After it was sent, everybody called is told what is new.

    When the day or the hour moves, earlier answers are taken away and asked for again. Raises
    ``StaleVersion`` when somebody saved after ``version``, ``Conflict`` when it was held or cancelled.
    """
    row = _locked(convocation)
    before = facts_of(row)
    check_version(row, version, before)
    _require_open(row)
    _take(row, facts)
    old, new = audit.changed(before, facts_of(row))
    if not new:
        return row
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="convocations:change", obj=row, before=old, after=new)
    if row.state == ConvocationState.SENT and not new.keys().isdisjoint(TOLD):
        _tell_of_change(row, new)
    return row


def _tell_of_change(row: Convocation, new: dict[str, Any]) -> None:
    moved = not new.keys().isdisjoint(MOVED)
    readers = _readers(row.callees.called())
    title = f"{'改期' if moved else '有变动'}：{row.title}"
    text = f"现在是{when_and_where(row)}。"
    if moved:
        row.callees.called().update(
            answer="", reason="", answered_at=None, answered_by=None, late=False, read_at=None
        )
        text += f"请在{dates.day(row.reply_by)}前重新回复。"
    _send(row, readers, title, text, f"v{row.version}")


@transaction.atomic
def cancel(*, convocation: Convocation, actor: User, reason: str) -> Convocation:
    """Call it off; after it was sent, everybody called is told why."""
    row = _locked(convocation)
    require(actor, WORKFLOW["cancel"], row.state)
    was_sent = row.state == ConvocationState.SENT
    before = {"state": row.state, "cancelled_reason": row.cancelled_reason}
    row.state, row.cancelled_reason = ConvocationState.CANCELLED, reason.strip()
    row.version += 1
    row.save()
    after = {"state": row.state, "cancelled_reason": row.cancelled_reason}
    audit.record(actor=actor, verb="convocations:cancel", obj=row, before=before, after=after)
    if was_sent:
        text = f"原定{when_and_where(row)}。取消原因：{row.cancelled_reason}"
        _send(row, _readers(row.callees.called()), f"已取消：{row.title}", text, "cancelled")
    return row


# --- who is called -----------------------------------------------------------------------------------
@transaction.atomic
def add_callees(*, convocation: Convocation, actor: User | None, deputyships: Sequence[Deputyship]) -> int:
    """Call these deputies; how many are new. Nobody is called twice, at whatever levels they are deputies.

    After the notice was sent, the new ones get it at once.
    """
    row = _locked(convocation)
    _require_open(row)
    rows = list(row.callees.select_related("deputyship"))
    called = {callee.deputyship.person_id for callee in rows if callee.released_at is None}
    released = {callee.deputyship_id: callee for callee in rows if callee.released_at is not None}
    new: list[int] = []
    for deputyship in deputyships:
        if deputyship.person_id in called:
            continue
        called.add(deputyship.person_id)
        callee = released.get(deputyship.pk) or Callee(convocation=row, deputyship=deputyship)
        callee.released_at = None
        callee.save()
        new.append(callee.pk)
    if new:
        names = sorted(d.person.name for d in deputyships if d.person_id in called)
        audit.record(actor=actor, verb="convocations:add_callees", obj=row, after={"callees": names})
        if row.state == ConvocationState.SENT:
            _invite(row, row.callees.filter(pk__in=new))
    return len(new)


@transaction.atomic
def release(*, callee: Callee, actor: User) -> None:
    """No longer call somebody. In a draft the row goes; after sending it stays, and the deputy is told."""
    row = _locked(callee.convocation)
    _require_open(row)
    copy = (
        Callee.objects.select_for_update(of=("self",)).select_related("deputyship__person").get(pk=callee.pk)
    )
    if copy.released_at is not None:
        return
    name = copy.deputyship.person.name
    audit.record(actor=actor, verb="convocations:release", obj=row, before={"callees": [name]}, after={})
    if row.state == ConvocationState.DRAFT:
        copy.delete()
        return
    copy.released_at = timezone.now()
    copy.save()
    text = f"原定{when_and_where(row)}。您不必参加。"
    _send(
        row, _readers(row.callees.filter(pk=copy.pk)), f"不再召集您：{row.title}", text, f"out{row.version}"
    )


# --- sending and reminding ---------------------------------------------------------------------------
@transaction.atomic
def send(*, convocation: Convocation, actor: User) -> Convocation:
    """Send the notice to everybody called. Raises ``Conflict`` when nobody is, or its day for answers is past."""
    row = _locked(convocation)
    require(actor, WORKFLOW["send"], row.state)
    called = row.callees.called()
    if not called.exists():
        raise Conflict("还没有选代表，先选好再发出")
    if row.reply_by < timezone.localdate():
        raise Conflict("回复截止日期已过，请先改到今天或以后")
    row.state, row.sent_at = ConvocationState.SENT, timezone.now()
    row.version += 1
    row.save()
    after = {"state": row.state, "called": called.count()}
    audit.record(
        actor=actor, verb="convocations:send", obj=row, before={"state": ConvocationState.DRAFT}, after=after
    )
    _invite(row, called)
    return row


@transaction.atomic
def remind(*, convocation: Convocation, actor: User | None) -> int:
    """Ask again those who have not answered; how many were told. On one day nobody is reminded twice.

    ``actor`` is none for the reminder that the portal sends by itself.
    """
    row = _locked(convocation)
    if row.state != ConvocationState.SENT:
        raise Conflict("通知已发出、活动还没有开展时才能催回复")
    now = timezone.now()
    today = timezone.localdate()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = row.callees.called().filter(answer="", deputyship__person__user__isnull=False)
    due = waiting.exclude(reminded_at__gte=midnight)
    readers = _readers(due)
    if not readers:
        return 0
    text = f"{when_and_where(row)}。请在{dates.day(row.reply_by)}前回复能否参加。"
    _send(row, readers, f"请回复：{row.title}", text, f"remind{today:%Y%m%d}")
    Callee.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(reminded_at=now)
    audit.record(actor=actor, verb="convocations:remind", obj=row, after={"reminded": len(readers)})
    return len(readers)


@transaction.atomic
def announce_tomorrow(*, convocation: Convocation) -> int:
    """The day before: tell everybody who is not on leave; once, however often it is asked for."""
    row = _locked(convocation)
    if row.state != ConvocationState.SENT:
        return 0
    readers = _readers(row.callees.called().exclude(answer=Answer.LEAVE))
    bring = f"请带{row.bring}。" if row.bring else ""
    _send(row, readers, f"明天：{row.title}", f"{when_and_where(row)}。{bring}", f"eve{row.version}")
    return len(readers)


# --- answering ---------------------------------------------------------------------------------------
@transaction.atomic
def reply(*, callee: Callee, actor: User, answer: str, reason: str = "") -> Callee:
    """Answer 参加 or 请假 (with a reason); the last answer counts, and the same one twice is one.

    After the last day for answers it is marked late. A clerk writes down what came by telephone. Raises
    ``Conflict`` when the convocation was cancelled, held or has begun.
    """
    row = _locked(callee.convocation)
    copy = (
        Callee.objects.select_for_update(of=("self",)).select_related("deputyship__person").get(pk=callee.pk)
    )
    if row.state == ConvocationState.CANCELLED:
        raise Conflict("这次活动已经取消，不用回复")
    if copy.released_at is not None:
        raise Conflict("这次活动不再召集这位代表，不用回复")
    if row.state != ConvocationState.SENT or timezone.now() >= row.starts:
        raise Conflict(f"活动已经开始，有变动请打电话告诉{row.contact}（{row.contact_phone}）")
    said = reason.strip() if answer == Answer.LEAVE else ""
    if answer == Answer.LEAVE and not said:
        raise ValidationError({"reason": "请写请假原因"})
    if (copy.answer, copy.reason) == (answer, said):
        return copy
    own = copy.deputyship.person.user_id == actor.pk
    before = {"answer": copy.answer, "reason": copy.reason}
    copy.answer, copy.reason, copy.answered_at = answer, said, timezone.now()
    copy.answered_by = None if own else actor
    copy.late = row.reply_is_late(timezone.localdate())
    if own:
        copy.read_at = copy.read_at or copy.answered_at
    copy.save()
    after = {"deputy": copy.deputyship.person.name, "answer": answer, "reason": said}
    audit.record(actor=actor, verb="convocations:reply", obj=row, before=before, after=after)
    if copy.late and own and row.created_by is not None:
        word = Answer(answer).label
        title = f"逾期回复：{copy.deputyship.person.name}{word}"
        _send(
            row,
            {row.created_by.pk: row.created_by}.values(),
            title,
            f"{row.title}　{said}",
            f"late{copy.pk}-{copy.answered_at.timestamp():.0f}",
            desk=True,
        )
    return copy


def read(*, callee: Callee) -> None:
    """Note when the deputy opened the notice; only the first time counts."""
    Callee.objects.filter(pk=callee.pk, read_at__isnull=True).update(read_at=timezone.now())


# --- holding it --------------------------------------------------------------------------------------
@transaction.atomic
def hold(*, convocation: Convocation, actor: User) -> Activity:
    """On its day the convocation becomes the activity, with everybody who was called on the roll (R124).

    An activity that was logged ahead is taken; otherwise one is logged with what the notice says, and a text to
    be completed. The item of the group's plan is done with it. Pressed twice, it gives the same activity.
    """
    row = _locked(convocation)
    if row.state == ConvocationState.HELD and row.activity is not None:
        return row.activity
    require(actor, WORKFLOW["hold"], row.state)
    if row.start_on > timezone.localdate():
        raise Conflict(f"{dates.day(row.start_on)}才开展，当天再开始签到")
    activity = row.activity or record_activity(
        actor=actor,
        token=row.token,
        start_on=row.start_on,
        end_on=row.end_on,
        kind=row.kind,
        headline=row.title,
        topic=row.title,
        organiser=row.organiser,
        place=row.place,
        area=row.area,
        text=draft_text(row),
    )
    if activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，请先恢复活动")
    row.activity, row.state = activity, ConvocationState.HELD
    row.version += 1
    row.save()
    called = row.callees.called().select_related("deputyship")
    leave = [(c.deputyship, c.reason if c.answer == Answer.LEAVE else "") for c in called]
    attendance.expect(activity=activity, deputyships=leave, actor=actor)
    after = {"state": row.state, "activity": activity.pk, "called": len(leave)}
    before = {"state": ConvocationState.SENT}
    audit.record(actor=actor, verb="convocations:hold", obj=row, before=before, after=after)
    if row.plan_item is not None and row.plan_item.activity_id is None:
        link_activity(item=row.plan_item, actor=actor, activity=activity)
    return activity


def draft_text(row: Convocation) -> str:
    """The paragraph to begin with: 11月25日，区人大常委会办公室在柳桥街道联络站组织开展“…”。"""
    return f"{dates.period(row.start_on, row.end_on)}，{row.organiser}在{row.place}组织开展“{row.title}”。"


# --- shared ------------------------------------------------------------------------------------------
def when_and_where(row: Convocation) -> str:
    """11月25日 9:30，柳桥街道联络站."""
    days = dates.period(row.start_on, row.end_on)
    return f"{days} {row.begins_at.hour}:{row.begins_at.minute:02}，{row.place}"


def _locked(convocation: Convocation) -> Convocation:
    return (
        Convocation.objects.select_for_update(of=("self",))
        .select_related("kind", "area", "created_by")
        .get(pk=convocation.pk)
    )


def _require_open(row: Convocation) -> None:
    if row.state not in WORKFLOW["cancel"].sources:
        raise Conflict(f"这份召集通知{row.get_state_display()}，不能再改")


def _readers(rows: CalleeQuerySet) -> list[User]:
    """Those of them who have an account."""
    return list(User.objects.filter(person__deputyships__callees__in=rows, is_active=True).distinct())


def _invite(row: Convocation, rows: CalleeQuerySet) -> None:
    text = f"{when_and_where(row)}。请在{dates.day(row.reply_by)}前回复能否参加。"
    _send(row, _readers(rows), f"召集通知：{row.title}", text, f"call{row.version}")


def _send(
    row: Convocation, readers: Iterable[User], title: str, text: str, occasion: str, *, desk: bool = False
) -> None:
    url = reverse("convocations:detail" if desk else "convocations:reply", args=[row.pk])
    notices.send(to=readers, title=title, text=text, url=url, key=f"convocation:{row.pk}:{occasion}")


def _take(row: Convocation, facts: Facts) -> None:
    row.title, row.kind = facts["title"].strip(), facts["kind"]
    row.start_on, row.end_on = facts["start_on"], facts.get("end_on") or facts["start_on"]
    row.begins_at, row.reply_by = facts["begins_at"], facts["reply_by"]
    for name in ("place", "organiser", "contact", "contact_phone"):
        setattr(row, name, facts[name].strip())  # type: ignore[literal-required]
    row.agenda, row.bring = facts.get("agenda", "").strip(), facts.get("bring", "").strip()
    area = facts.get("area") or district()
    if area is None:
        raise Conflict("还没有登记本区，请先在区域里登记")
    row.area = area
    row.full_clean(exclude=["activity", "plan_item", "created_by", "organ", "token", "kind", "area"])
