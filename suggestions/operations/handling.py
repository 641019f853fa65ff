"""What a unit does with its part: sign for it, give it back, keep in touch, reply."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.documents.kept import add_documents
from congress.documents.uploads import Document, saving
from congress.organs.models import Organ
from congress.web import dates
from suggestions import rules
from suggestions.enums import (
    ANSWER_CLOCKS,
    ClockKind,
    Confirmation,
    ContactStage,
    HandlingState,
    Outcome,
    Part,
)
from suggestions.models import Clock, Commitment, Contact, Handling, Reply, ReplyCategory
from suggestions.operations import clocks
from suggestions.operations.assigning import complete_if_answered
from suggestions.operations.shared import (
    day_of,
    keepers_of,
    locked_part,
    move_part,
    settle,
    signatories_of,
    staff_of,
    tell,
    unit_check,
    write_step,
)

#: Contacts without which no reply can be filed (R214).
NEEDED_BEFORE_REPLY = (ContactStage.BEFORE, ContactStage.DURING)


@transaction.atomic
def accept(*, handling: Handling, actor: User, at: datetime | None = None) -> Handling:
    """Sign for a part (签收); only then can the unit plan and reply. Twice is once."""
    part = locked_part(handling)
    require_rule(actor, rules.act_for_unit, part)
    if part.state == HandlingState.ACCEPTED:
        return part
    unit_check(actor, part, "accept")
    part.accepted_at = at or timezone.now()
    clocks.stop(part.suggestion, ClockKind.ACCEPT, on=day_of(at), handling=part)
    move_part(part, "accept", actor=actor, at=at)
    settle(part.suggestion)
    return part


@transaction.atomic
def ask_return(
    *, handling: Handling, actor: User, reason: str, proposed_unit: Organ, at: datetime | None = None
) -> Handling:
    """Ask to give the matter back (退办), with the reason and the unit it belongs to; within the time limit only."""
    part = locked_part(handling)
    row = part.suggestion
    unit_check(actor, part, "ask_return")
    limit = part.clocks.filter(kind=ClockKind.ACCEPT).order_by("-id").first()
    if limit is not None and day_of(at) > limit.due_on:
        raise Conflict(f"申请退办的期限是{dates.day(limit.due_on)}，已过期限，请签收办理")
    if proposed_unit.pk == part.organ_id:
        raise ValidationError({"proposed_unit": "建议改由的单位不能是本单位"})
    part.reason, part.proposed_unit = reason.strip(), proposed_unit
    clocks.stop(row, ClockKind.ACCEPT, on=day_of(at), handling=part)
    clocks.start(row, ClockKind.DECIDE_RETURN, day_of(at), handling=part)
    move_part(part, "ask_return", actor=actor, note=part.reason, at=at, proposed=proposed_unit.short_name)
    settle(row)
    text = f"建议改由{proposed_unit}办理。理由：{part.reason}"
    tell(
        row,
        keepers_of(row.gate),
        f"{part.organ}申请退办：{row.title}",
        text,
        f"return{part.pk}-{part.version}",
    )
    return part


class ContactFacts(TypedDict):
    """What a contact was; ``who`` is who in the unit made it."""

    on: date
    way: str
    who: str
    content: str
    token: UUID


@transaction.atomic
def record_contact(
    *, handling: Handling, actor: User, stage: str, at: datetime | None = None, **facts: Unpack[ContactFacts]
) -> Contact:
    """Record a contact before, during or after handling; the deputy is asked to confirm it (R214, R215).

    The follow-up (办后回访) is the one after the reply. ``token`` names one submission: twice is once.
    """
    part = locked_part(handling)
    row = part.suggestion
    step = "follow_up" if stage == ContactStage.AFTER else "record_contact"
    unit_check(actor, part, step)
    earlier = Contact.objects.filter(token=facts["token"]).first()
    if earlier is not None:
        return earlier
    _check_day(facts["on"], part, day_of(at))
    contact = Contact.objects.create(
        handling=part,
        stage=stage,
        on=facts["on"],
        way=facts["way"],
        who=facts["who"].strip(),
        content=facts["content"].strip(),
        recorded_by=actor,
        recorded_at=at or timezone.now(),
        token=facts["token"],
    )
    if stage == ContactStage.AFTER:
        clocks.stop(row, ClockKind.FOLLOW_UP, on=day_of(at), handling=part)
    label = ContactStage(stage).label
    told = {
        "contact": contact.pk,
        "stage": label,
        "way": contact.get_way_display(),
        "on": facts["on"].isoformat(),
    }
    move_part(part, step, actor=actor, note=contact.content, at=at, **told)
    text = f"{part.organ}：{contact.content}。请确认是否属实。"
    tell(row, signatories_of(row, lead_only=True), f"{label}：{row.title}", text, f"contact{contact.pk}")
    return contact


@transaction.atomic
def confirm_contact(
    *, contact: Contact, actor: User, answer: str, note: str = "", at: datetime | None = None
) -> Contact:
    """The deputy says whether a contact took place; one that was denied does not count (R215)."""
    part = locked_part(contact.handling)
    row = part.suggestion
    require_rule(actor, rules.own_suggestion, row)
    kept = Contact.objects.get(pk=contact.pk)
    if kept.answer == answer:
        return kept
    if kept.answer:
        raise Conflict(f"您已答复“{kept.get_answer_display()}”，不能再改")
    if answer == Confirmation.DENIED and not note.strip():
        raise ValidationError({"note": "请写明哪里不属实"})
    kept.answer, kept.answer_note, kept.answered_at = answer, note.strip(), at or timezone.now()
    kept.save()
    verb = "confirm_contact" if answer == Confirmation.CONFIRMED else "deny_contact"
    write_step(
        row,
        verb,
        part.state,
        part.state,
        actor=actor,
        note=kept.answer_note,
        at=at,
        handling=part,
        unit=part.organ_name,
        stage=kept.get_stage_display(),
    )
    if answer == Confirmation.DENIED:
        text = f"{kept.get_stage_display()}不属实，不计入。{kept.answer_note}"
        tell(row, staff_of(part.organ), f"代表没有确认：{row.title}", text, f"denied{kept.pk}")
    return kept


class ReplyFacts(TypedDict):
    """What a reply says. ``promised_on`` and ``promise`` are asked for when the category promises something."""

    category: ReplyCategory
    text: str
    signatory: str
    number: NotRequired[str]
    contact: NotRequired[str]
    contact_phone: NotRequired[str]
    replied_on: NotRequired[date | None]
    promise: NotRequired[str]
    promised_on: NotRequired[date | None]
    public: NotRequired[bool]
    public_note: NotRequired[str]
    files: NotRequired[Sequence[Document]]


@transaction.atomic
def reply(
    *, handling: Handling, actor: User, at: datetime | None = None, **facts: Unpack[ReplyFacts]
) -> Reply:
    """File the reply of a lead unit or of one with a share; it never changes afterwards.

    Refused without 办前联系 and 办中沟通 that the deputy has not denied (R214). A category that promises makes a
    commitment with its day. When it is the last reply of the round, the deputy's turn begins.
    Raises ``ValidationError`` by field, ``Conflict`` in the wrong state, ``StorageFailed`` when a file cannot be kept.
    """
    part = locked_part(handling)
    row = part.suggestion
    unit_check(actor, part, "reply")
    if not part.replies:
        raise Conflict("协办单位向主办单位报送协办意见，由主办单位答复")
    missing = missing_contacts(part)
    if missing:
        raise Conflict(f"还没有{'和'.join(stage.label for stage in missing)}的记录，记录了才能答复")
    replied_on = facts.get("replied_on") or day_of(at)
    _check_day(replied_on, part, day_of(at), "replied_on")
    category = facts["category"]
    promised_on = facts.get("promised_on")
    if category.outcome == Outcome.PROMISED:
        if promised_on is None:
            raise ValidationError({"promised_on": f"{category}须写明哪一天以前办到"})
        if promised_on <= replied_on:
            raise ValidationError({"promised_on": "承诺的日期须在答复日期之后"})
    now = at or timezone.now()
    try:
        with transaction.atomic():
            given = Reply.objects.create(
                handling=part,
                category=category,
                number=facts.get("number", "").strip(),
                text=facts["text"].strip(),
                signatory=facts["signatory"].strip(),
                contact=facts.get("contact", "").strip(),
                contact_phone=facts.get("contact_phone", "").strip(),
                replied_on=replied_on,
                replied_at=now,
                replied_by=actor,
                public=facts.get("public", True),
                public_note=facts.get("public_note", "").strip(),
            )
    except IntegrityError:
        raise Conflict("这一轮已经答复") from None
    if category.outcome == Outcome.PROMISED and promised_on is not None:
        what = facts.get("promise", "").strip() or row.title
        Commitment.objects.create(suggestion=row, reply=given, what=what, promised_on=promised_on)
    _answered(part, actor, now, "reply", category=category.letter, reply=given.pk)
    clocks.start(row, ClockKind.FOLLOW_UP, day_of(at), handling=part)
    with saving() as saver, transaction.atomic():
        add_documents(given.files, facts.get("files", ()), actor, saver.save, folder="suggestions")
    complete_if_answered(row, actor, at)
    settle(row)
    return given


@transaction.atomic
def give_opinion(
    *, handling: Handling, actor: User, text: str, signatory: str = "", at: datetime | None = None
) -> Reply:
    """A co-handler gives its opinion to the lead unit (协办意见)."""
    part = locked_part(handling)
    row = part.suggestion
    unit_check(actor, part, "give_opinion")
    if part.part != Part.CO:
        raise Conflict("主办和分办单位答复代表，不报送协办意见")
    now = at or timezone.now()
    given = Reply.objects.create(
        handling=part,
        text=text.strip(),
        signatory=signatory.strip(),
        replied_on=day_of(at),
        replied_at=now,
        replied_by=actor,
        public=False,
    )
    _answered(part, actor, now, "give_opinion", reply=given.pk)
    settle(row)
    lead = Handling.objects.live().filter(suggestion=row, round=row.round, part=Part.LEAD).first()
    if lead is not None:
        text = f"{part.organ}已报送协办意见。"
        tell(row, staff_of(lead.organ), f"协办意见：{row.title}", text, f"opinion{part.pk}")
    return given


def missing_contacts(part: Handling) -> list[ContactStage]:
    """Contacts still to be recorded before the unit can reply, the denied ones not counted (R214)."""
    counted = part.contacts.exclude(answer=Confirmation.DENIED).values_list("stage", flat=True)
    have = set(counted)
    return [stage for stage in NEEDED_BEFORE_REPLY if stage not in have]


def _answered(part: Handling, actor: User, now: datetime, step: str, **facts: Any) -> None:
    part.answered_at = now
    today = timezone.localdate(now)
    clocks.stop(part.suggestion, *ANSWER_CLOCKS, on=today, handling=part)
    late = Clock.objects.filter(handling=part, kind__in=ANSWER_CLOCKS, due_on__lt=today).exists()
    move_part(part, step, actor=actor, at=now, late=late, **facts)


def _check_day(on: date, part: Handling, today: date, name: str = "on") -> None:
    handed = timezone.localdate(part.assigned_at)
    if on < handed:
        raise ValidationError({name: f"早于交办的日期{dates.day(handed)}，请改成实际日期"})
    if on > today:
        raise ValidationError({name: "这一天还没有到，请改成实际日期"})
