"""Writing a convocation, moving it, calling it off."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from activities.convocations.enums import ConvocationState
from activities.convocations.operations.shared import locked, readers, require_open, tell, when_and_where
from activities.convocations.queries import MOVED, TOLD, facts_of
from activities.convocations.workflow import WORKFLOW
from activities.models import Activity, ActivityKind, Convocation, PlanItem
from congress.access.exceptions import Conflict
from congress.access.rules import require
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.organs.models import Area, Organ
from congress.organs.queries import district
from congress.web import dates


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


@transaction.atomic
def create(
    *,
    actor: User | None,
    organ: Organ | None = None,
    activity: Activity | None = None,
    plan_item: PlanItem | None = None,
    token: UUID | None = None,
    files: Sequence[Document] = (),
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
    with saving() as saver, transaction.atomic():
        add_documents(row.files, files, actor, saver.save, folder="convocations")
        audit.record(actor=actor, verb="convocations:create", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change(
    *,
    convocation: Convocation,
    actor: User,
    version: int,
    files: Sequence[Document] = (),
    dropped_files: Collection[int] = (),
    **facts: Unpack[Facts],
) -> Convocation:
    """Correct a convocation. After it was sent, everybody called is told what is new.

    When the day or the hour moves, earlier answers are taken away and asked for again. ``dropped_files`` are
    keys of documents no longer shown. Raises ``StaleVersion`` when somebody saved after ``version``,
    ``Conflict`` when it was held or cancelled, ``StorageFailed`` when a document cannot be saved.
    """
    row = locked(convocation)
    before = facts_of(row)
    check_version(row, version, before)
    require_open(row)
    _take(row, facts)
    with saving() as saver, transaction.atomic():
        row.files.filter(pk__in=dropped_files).update(dropped=True)
        add_documents(row.files, files, actor, saver.save, folder="convocations")
        old, new = audit.changed(before, facts_of(row))
        if not new:
            return row
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="convocations:change", obj=row, before=old, after=new)
        if row.state == ConvocationState.SENT and TOLD & new.keys():
            _tell_of_change(row, new)
    return row


def _tell_of_change(row: Convocation, new: dict[str, Any]) -> None:
    moved = bool(MOVED & new.keys())
    called = row.callees.called()
    to = readers(called)
    title = f"{'改期' if moved else '有变动'}：{row.title}"
    text = f"现在是{when_and_where(row)}。"
    if moved:
        called.update(answer="", reason="", answered_at=None, answered_by=None, late=False, read_at=None)
        text += f"请在{dates.day(row.reply_by)}前重新回复。"
    tell(row, to, title, text, f"v{row.version}")


@transaction.atomic
def cancel(*, convocation: Convocation, actor: User, reason: str) -> Convocation:
    """Call it off; after it was sent, everybody called is told why."""
    row = locked(convocation)
    require(actor, WORKFLOW["cancel"], row.state)
    was_sent = row.state == ConvocationState.SENT
    before = {"state": row.state, "cancelled_reason": row.cancelled_reason}
    row.state, row.cancelled_reason = ConvocationState.CANCELLED, reason.strip()
    row.activity = None  # an activity that was logged ahead can be called to anew
    row.version += 1
    row.save()
    after = {"state": row.state, "cancelled_reason": row.cancelled_reason}
    audit.record(actor=actor, verb="convocations:cancel", obj=row, before=before, after=after)
    if was_sent:
        text = f"原定{when_and_where(row)}。取消原因：{row.cancelled_reason}"
        tell(row, readers(row.callees.called()), f"已取消：{row.title}", text, "cancelled")
    return row


def _take(row: Convocation, facts: Facts) -> None:
    row.title, row.kind = facts["title"].strip(), facts["kind"]
    row.start_on, row.end_on = facts["start_on"], facts.get("end_on") or facts["start_on"]
    row.begins_at, row.reply_by = facts["begins_at"], facts["reply_by"]
    for name in ("place", "organiser", "contact", "contact_phone"):
        setattr(row, name, facts[name].strip())
    row.agenda, row.bring = facts.get("agenda", "").strip(), facts.get("bring", "").strip()
    area = facts.get("area") or district()
    if area is None:
        raise Conflict("还没有登记本区，请先在区域里登记")
    row.area = area
    row.full_clean(exclude=["activity", "plan_item", "created_by", "organ", "token", "kind", "area"])
