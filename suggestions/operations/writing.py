"""Writing a suggestion: draft, co-signatures, submission, withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Session
from congress.organs.queries import district
from deputies.models import Deputyship
from suggestions import rules
from suggestions.enums import (
    ClockKind,
    CosignState,
    HandlingState,
    Kind,
    Occasion,
    Signing,
    State,
)
from suggestions.from_stations.answering import tell_it_ended
from suggestions.models import Cosigner, Handling, Submission, Suggestion
from suggestions.operations import clocks
from suggestions.operations.shared import (
    day_of,
    keepers_of,
    locked,
    move,
    signatories_of,
    tell,
    tell_former,
)
from suggestions.workflow import KEEPERS, SUGGESTION_WORKFLOW


class Facts(TypedDict):
    """What the deputy writes. Left out, ``area`` is the deputy's own, ``session`` none."""

    title: str
    situation: str
    proposal: str
    kind: NotRequired[str]
    occasion: NotRequired[str]
    signing: NotRequired[str]
    delegation: NotRequired[str]
    session: NotRequired[Session | None]
    area: NotRequired[Area | None]
    source: NotRequired[str]
    source_note: NotRequired[str]
    shared_with_office: NotRequired[bool]


def facts_of(row: Suggestion) -> dict[str, Any]:
    """What stands in a suggestion, for the audit trail and for whoever saved too late."""
    return {
        "title": row.title,
        "situation": row.situation,
        "proposal": row.proposal,
        "kind": row.kind,
        "occasion": row.occasion,
        "signing": row.signing,
        "delegation": row.delegation,
        "session": row.session_id,
        "area": row.area_id,
        "source": row.source,
        "source_note": row.source_note,
        "shared_with_office": row.shared_with_office,
    }


@transaction.atomic
def draft(
    *, actor: User | None, lead: Deputyship, token: UUID | None = None, **facts: Unpack[Facts]
) -> Suggestion:
    """Begin a suggestion of a deputy; nobody is told yet, and parts may still be empty.

    ``token`` names one submission of the form: sent twice, it gives the draft of the first time. An office that
    types in what came on paper is the ``actor`` then; without one, it was imported.
    """
    row = Suggestion(lead=lead, level=lead.level, created_by=actor, token=token or uuid4())
    _take(row, facts)
    row.gate = gate_of(lead)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        earlier = Suggestion.objects.filter(token=token, created_by=actor).first() if token else None
        if earlier is None:
            raise
        return earlier
    audit.record(actor=actor, verb="suggestions:draft", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def save_draft(*, suggestion: Suggestion, actor: User, version: int, **facts: Unpack[Facts]) -> Suggestion:
    """Save a draft, or what came back for amendment, as it is now; parts may be empty.

    Raises ``StaleVersion`` when it was saved after ``version``, ``Conflict`` once it is submitted.
    """
    row = locked(suggestion)
    require_author(actor, row)
    before = facts_of(row)
    check_version(row, version, before)
    if row.state not in {State.DRAFT, State.RETURNED}:
        raise Conflict(f"建议{row.get_state_display()}，不能再改")
    _take(row, facts)
    old, new = audit.changed(before, facts_of(row))
    if not new:
        return row
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="suggestions:save_draft", obj=row, before=old, after=new)
    return row


@transaction.atomic
def invite(*, suggestion: Suggestion, actor: User, deputyships: Collection[Deputyship]) -> int:
    """Ask deputies to sign together; how many are new. Who declined may be asked again."""
    row = locked(suggestion)
    require_author(actor, row)
    if row.state not in {State.DRAFT, State.RETURNED}:
        raise Conflict("提交之后不能再邀请附议")
    asked = 0
    for deputyship in deputyships:
        if deputyship.pk == row.lead_id:
            continue
        signer, new = Cosigner.objects.get_or_create(suggestion=row, deputyship=deputyship)
        if not new and signer.state != CosignState.DECLINED:
            continue
        if not new:
            signer.state, signer.answered_at = CosignState.INVITED, None
            signer.save()
        asked += 1
        user = deputyship.person.user
        if user is not None:
            text = f"{row.lead.person}邀请您附议。"
            tell(row, [user], f"请您附议：{row.title}", text, f"invite{signer.pk}-{row.version}")
    if asked:
        if row.signing == Signing.INDIVIDUAL:
            row.signing = Signing.JOINT
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="suggestions:invite", obj=row, after={"invited": asked})
    return asked


@transaction.atomic
def cosign(*, cosigner: Cosigner, actor: User, agree: bool) -> Cosigner:
    """A deputy who was asked signs, or does not; until it is submitted the answer can change."""
    row = locked(cosigner.suggestion)
    signer = Cosigner.objects.select_related("deputyship__person").get(pk=cosigner.pk)
    if signer.deputyship.person.user_id != actor.pk:
        require_author(actor, row, keepers_only=True)
    if row.state not in {State.DRAFT, State.RETURNED}:
        raise Conflict("这件建议已经提交，附议不能再改")
    before = signer.state
    signer.state = CosignState.CONFIRMED if agree else CosignState.DECLINED
    signer.answered_at = timezone.now()
    signer.save()
    facts = {"deputy": signer.deputyship.person.name, "state": signer.state}
    audit.record(actor=actor, verb="suggestions:cosign", obj=row, before={"state": before}, after=facts)
    word = "已附议" if agree else "不附议"
    name = signer.deputyship.person.name
    tell(
        row, signatories_of(row, lead_only=True), f"{name}{word}：{row.title}", "", f"cosign{signer.pk}{word}"
    )
    return signer


@transaction.atomic
def submit(*, suggestion: Suggestion, actor: User, at: datetime | None = None) -> Suggestion:
    """Submit: every word is kept as it is now, the deputy gets a receipt, the office a to-do and a clock.

    Sent twice, it is submitted once. Raises ``ValidationError`` by field when a part is missing (R241) or a motion
    has too few signatories, ``Conflict`` when it stands where it cannot be submitted.
    """
    row = locked(suggestion)
    require_author(actor, row)
    if row.state == State.SUBMITTED:
        return row
    require(actor, SUGGESTION_WORKFLOW["submit"], row.state)
    now = at or timezone.now()
    problems = missing_parts(row)
    if problems:
        raise ValidationError(problems)
    order = row.submissions.count() + 1
    Submission.objects.create(
        suggestion=row,
        order=order,
        title=row.title,
        situation=row.situation,
        proposal=row.proposal,
        signatories=[row.lead.person.name, *_signed_names(row)],
        files=[*_names(row.photos.shown()), *_names(row.files.shown())],
        submitted_at=now,
        submitted_by=actor,
    )
    row.submitted_at = now
    if not row.receipt:
        row.receipt = f"{day_of(at):%Y%m%d}-{row.pk:06}"
    clocks.stop(row, ClockKind.AMEND, on=day_of(at))
    clocks.start(row, ClockKind.HAND_OVER, day_of(at))
    move(row, "submit", actor=actor, at=now, receipt=row.receipt, order=order)
    text = f"{row.lead.person}提出，请审核。"
    tell(row, keepers_of(row.gate), f"新建议：{row.title}", text, f"submitted{order}")
    return row


@transaction.atomic
def withdraw(*, suggestion: Suggestion, actor: User, reason: str, at: datetime | None = None) -> Suggestion:
    """Take a suggestion back before it is answered; that ends handling, and every unit is told why."""
    row = locked(suggestion)
    require_author(actor, row)
    require(actor, SUGGESTION_WORKFLOW["withdraw"], row.state)
    now = at or timezone.now()
    was_drafted = row.state == State.DRAFT
    end_parts(row, now, reason)
    row.reason = reason.strip()
    clocks.stop_all(row, day_of(at))
    move(row, "withdraw", actor=actor, note=row.reason, at=now)
    if not was_drafted:
        tell(row, keepers_of(row.gate), f"代表撤回：{row.title}", f"原因：{row.reason}", "withdrawn")
    tell_it_ended(row, f"代表撤回：{row.reason}")
    return row


def end_parts(row: Suggestion, now: datetime, reason: str) -> None:
    """End every part that is still busy, and tell its unit."""
    for part in Handling.objects.busy().filter(suggestion=row).select_related("organ"):
        text = f"不用再办。原因：{reason.strip()}"
        part.suggestion = row
        tell_former(part, "已终止办理", text, f"ended{part.pk}")
        part.state, part.over_at, part.version = HandlingState.ENDED, now, part.version + 1
        part.reason = reason.strip()
        part.save()


def require_author(actor: User, row: Suggestion, *, keepers_only: bool = False) -> None:
    """403 unless the actor leads the suggestion, or keeps the gate it lies at and acts for the deputy."""
    if not keepers_only and rules.own_suggestion.allows(actor, row):
        return
    if actor.has_role(*KEEPERS) and (row.created_by_id == actor.pk or row.state != State.DRAFT):
        require_rule(actor, rules.keep_suggestion, row)
        return
    require_rule(actor, rules.own_suggestion, row)


def missing_parts(row: Suggestion) -> dict[str, list[str]]:
    """What keeps a suggestion from being submitted, by field; empty when nothing does."""
    problems: dict[str, list[str]] = {}
    for name, label in (("title", "案由"), ("situation", "情况"), ("proposal", "建议")):
        if not getattr(row, name).strip():
            problems[name] = [f"还没有写{label}，写了才能提交"]
    if row.occasion == Occasion.SESSION and row.session is None:
        problems["session"] = ["大会期间的建议须选是哪次会议"]
    if row.kind == Kind.MOTION:
        needed = motion_signatories(row.level)
        have = 1 + row.cosigners.filter(state=CosignState.CONFIRMED).count()
        if row.signing != Signing.DELEGATION and have < needed:
            problems["kind"] = [f"议案须 {needed} 名以上代表联名，现在连您 {have} 人，可以再邀请附议"]
    return problems


def motion_signatories(level: str) -> int:
    """How many deputies a motion needs: five in a township or town, ten above (地方组织法)."""
    return 5 if level == CongressLevel.TOWN else 10


def gate_of(lead: Deputyship) -> Area:
    """Where a deputy's suggestions are checked: a town deputy's in the town, all others' in the district (R219)."""
    if lead.level == CongressLevel.TOWN:
        return lead.term.area
    root = district()
    if root is None:
        raise Conflict("还没有登记本区，请先在区域里登记")
    return root


def _take(row: Suggestion, facts: Facts) -> None:
    for name in ("title", "situation", "proposal"):
        setattr(row, name, facts[name].strip())
    row.kind = facts.get("kind") or row.kind
    row.occasion = facts.get("occasion") or row.occasion
    row.signing = facts.get("signing") or row.signing
    row.delegation = facts.get("delegation", row.delegation).strip()
    row.session = facts.get("session", row.session) if row.occasion == Occasion.SESSION else None
    own = row.lead.constituency.area if row.lead.constituency else row.lead.term.area
    row.area = facts.get("area") or (row.area if row.area_id else own)
    row.source = facts.get("source") or row.source
    row.source_note = facts.get("source_note", row.source_note).strip()
    row.shared_with_office = facts.get("shared_with_office", row.shared_with_office)


def _signed_names(row: Suggestion) -> Sequence[str]:
    signed = row.cosigners.filter(state=CosignState.CONFIRMED)
    return list(signed.values_list("deputyship__person__name", flat=True))


def _names(files: Iterable[Any]) -> list[str]:
    return [file.name for file in files]
