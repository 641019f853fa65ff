"""Asking deputies about a draft, gathering opinions, saying what was taken up (R117)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from activities.models import Consultation, Consulted, Opinion
from activities.taking_part import rules
from activities.taking_part.enums import ConsultationState, TakenUp
from activities.taking_part.operations.shared import accounts_of
from activities.taking_part.workflow import CONSULTATIONS
from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.notices import operations as notices
from congress.organs.models import Organ
from congress.web import dates
from deputies.duty.arriving import Duty, sync_duties
from deputies.models import Deputyship

FIELDS = ("title", "organ", "note", "due_on")
#: What registers of duties call a consultation.
SOURCE = "consultation"


def facts_of(row: Consultation) -> dict[str, Any]:
    """What the letter says."""
    files = list(row.files.shown().values_list("name", flat=True))
    return {
        "title": row.title,
        "organ": str(row.organ),
        "note": row.note,
        "due_on": row.due_on,
        "files": files,
    }


def locked(consultation: Consultation) -> Consultation:
    """The consultation as it stands now, for this transaction alone."""
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("organ")
    return rows.get(pk=consultation.pk)


@transaction.atomic
def open_consultation(
    *,
    actor: User,
    title: str,
    organ: Organ,
    due_on: date,
    deputies: Collection[Deputyship],
    note: str = "",
    attachments: Sequence[Document] = (),
    opened_on: date | None = None,
) -> Consultation:
    """Send a draft to deputies. Raises ``ValidationError`` without anybody, or for a day that is past."""
    row = Consultation(title=title.strip(), organ=organ, note=note.strip(), due_on=due_on, opened_by=actor)
    row.opened_on = opened_on or timezone.localdate()
    if not deputies:
        raise ValidationError({"deputies": "请选征求哪些代表的意见"})
    row.full_clean(exclude=["opened_by"])
    row.save()
    Consulted.objects.bulk_create(Consulted(consultation=row, deputyship=one) for one in deputies)
    _add_files(row, attachments, actor)
    after = {**facts_of(row), "deputies": len(deputies)}
    audit.record(actor=actor, verb="taking_part:open_consultation", obj=row, after=after)
    _tell(row, list(deputies), "请您提意见", f"请在{dates.day(due_on)}前提出。", "open")
    return row


@transaction.atomic
def change_consultation(
    *,
    consultation: Consultation,
    actor: User,
    version: int,
    title: str,
    organ: Organ,
    note: str,
    due_on: date,
    attachments: Sequence[Document] = (),
) -> Consultation:
    """Correct it or give more time; deputies hear of another last day. Raises ``StaleVersion``, ``Conflict``."""
    row = locked(consultation)
    require_rule(actor, rules.keep, row)
    before = facts_of(row)
    check_version(row, version, before)
    _require_open(row)
    row.title, row.organ, row.note, row.due_on = title.strip(), organ, note.strip(), due_on
    row.full_clean(exclude=["opened_by"])
    _add_files(row, attachments, actor)
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="taking_part:change_consultation", obj=row, before=old, after=new)
    if "due_on" in new:
        people = [one.deputyship for one in row.asked.select_related("deputyship")]
        _tell(row, people, "截止日期改了", f"现在是{dates.day(due_on)}。", f"v{row.version}")
    return row


def open_copy(*, asked: Consulted) -> None:
    """Note when the deputy opened it; only the first time counts."""
    Consulted.objects.filter(pk=asked.pk, opened_at__isnull=True).update(opened_at=timezone.now())


@transaction.atomic
def opine(
    *, asked: Consulted, actor: User, text: str, where: str = "", at: datetime | None = None
) -> Opinion:
    """Put one opinion. Raises ``Conflict`` after the last day, or once it was fed back or withdrawn.

    ``at`` is now unless the past is told of.
    """
    row = locked(asked.consultation)
    now = at or timezone.now()
    if not row.takes_opinions(timezone.localdate(now)):
        raise Conflict(
            f"征求意见已于{dates.day(row.due_on)}截止" if row.state == ConsultationState.OPEN else _gone(row)
        )
    opinion = Opinion(consulted=asked, text=text.strip(), where=where.strip(), said_at=now)
    opinion.full_clean()
    opinion.save()
    after = {"deputy": asked.deputyship.person.name, "where": opinion.where, "text": opinion.text}
    audit.record(actor=actor, verb="taking_part:opine", obj=row, after=after)
    _tell_registers(row, actor)
    return opinion


def collect() -> int:
    """Bring the registers in line with every consultation; gives how many there are."""
    rows = list(Consultation.objects.order_by("pk"))
    for row in rows:
        _tell_registers(row, None)
    return len(rows)


def _tell_registers(row: Consultation, actor: User | None) -> None:
    """Whoever put opinions did one duty, on the day of the first."""
    spoke = row.asked.annotate(first=Min("opinions__said_at")).filter(first__isnull=False)
    duties = [
        Duty(one.deputyship_id, "opinion", timezone.localdate(one.first), f"对“{row.title}”提出意见")
        for one in spoke
    ]
    sync_duties(source=SOURCE, source_pk=row.pk, duties=duties, actor=actor)


@transaction.atomic
def take_up(*, opinion: Opinion, actor: User, taken_up: str, note: str = "") -> Opinion:
    """Say whether an opinion was taken up; one that was not, or in part, needs the reason."""
    row = locked(opinion.consulted.consultation)
    require_rule(actor, rules.decide_opinions, row)
    _require_open(row)
    one = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if taken_up != TakenUp.YES and not note.strip():
        raise ValidationError({"note": "部分采纳、未采纳的，请写说明，代表会看到"})
    before = {"taken_up": one.get_taken_up_display(), "note": one.taken_up_note}
    one.taken_up, one.taken_up_note = TakenUp(taken_up), note.strip()
    one.version += 1
    one.full_clean()
    one.save()
    after = {"taken_up": one.get_taken_up_display(), "note": one.taken_up_note}
    old, new = audit.changed(before, after)
    if new:
        audit.record(actor=actor, verb="taking_part:take_up", obj=row, before=old, after=new)
    return one


@transaction.atomic
def release_result(*, consultation: Consultation, actor: User, summary: str) -> Consultation:
    """Tell the deputies what was taken up. Raises ``Conflict`` before the last day is over, or with open ones."""
    row = locked(consultation)
    require_rule(actor, rules.decide_opinions, row)
    require(actor, CONSULTATIONS["release_result"], row.state)
    if row.takes_opinions(timezone.localdate()):
        raise Conflict(f"{dates.day(row.due_on)}截止以后再反馈")
    left = Opinion.objects.filter(consulted__consultation=row, taken_up="").count()
    if left:
        raise Conflict(f"还有 {left} 条意见没有写采纳情况")
    row.state, row.summary, row.released_on = (
        ConsultationState.RELEASED,
        summary.strip(),
        timezone.localdate(),
    )
    row.version += 1
    row.full_clean(exclude=["opened_by"])
    row.save()
    audit.record(actor=actor, verb="taking_part:release_result", obj=row, after={"summary": row.summary})
    people = [one.deputyship for one in row.asked.select_related("deputyship")]
    _tell(row, people, "意见采纳情况已反馈", row.summary[:200], "released")
    return row


@transaction.atomic
def cancel_consultation(*, consultation: Consultation, actor: User, reason: str) -> Consultation:
    """Take it back, and why; opinions that came are kept."""
    row = locked(consultation)
    require_rule(actor, rules.keep, row)
    require(actor, CONSULTATIONS["cancel_consultation"], row.state)
    row.state, row.cancelled_reason = ConsultationState.CANCELLED, reason.strip()
    row.version += 1
    row.full_clean(exclude=["opened_by"])
    row.save()
    audit.record(
        actor=actor, verb="taking_part:cancel_consultation", obj=row, after={"reason": row.cancelled_reason}
    )
    people = [one.deputyship for one in row.asked.select_related("deputyship")]
    to = accounts_of(people)
    title = f"不再征求意见：{row.title}"
    notices.send(to=to, title=title, text=row.cancelled_reason, key=f"consultation:{row.pk}:cancelled")
    return row


def _add_files(row: Consultation, files: Sequence[Document], actor: User) -> None:
    with saving() as saver, transaction.atomic():
        add_documents(row.files, files, actor, saver.save, folder="consultations")


def _require_open(row: Consultation) -> None:
    if row.state != ConsultationState.OPEN:
        raise Conflict(_gone(row))


def _gone(row: Consultation) -> str:
    return f"这次征求意见{row.get_state_display()}，不能再改"


def _tell(row: Consultation, to: list[Deputyship], title: str, text: str, occasion: str) -> None:
    url = reverse("taking_part:my_consultation", args=[row.pk])
    key = f"consultation:{row.pk}:{occasion}"
    notices.send(to=accounts_of(to), title=f"{title}：{row.title}", text=text, url=url, key=key)
