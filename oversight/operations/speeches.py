"""Who speaks on an item, and what problems were brought up with what advice (R259, R260)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from oversight.meetings import rules
from oversight.models import AgendaItem, Meeting, Point, Speaker
from oversight.opinions.enums import SEATS, SpeakerRole


def _locked(item: AgendaItem, actor: User) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    require_rule(actor, rules.keep_meeting, row)
    return row


def _seat(item: AgendaItem, role: SpeakerRole, own: int | None) -> int | None:
    """The first free place of a role; ``ValidationError`` when there is none."""
    seats = SEATS.get(role)
    if seats is None:
        return None
    others = Speaker.objects.filter(item=item, role=role).exclude(pk=own or 0)
    taken = {slot: name for slot, name in others.values_list("slot", "name") if slot is not None}
    free = [slot for slot in range(1, seats + 1) if slot not in taken]
    if not free:
        names = "、".join(taken[slot] for slot in sorted(taken))
        message = f"{role.label}人只能有 {seats} 位，已有{names}；其他人请选补充发言"
        raise ValidationError({"role": message})
    return free[0]


@transaction.atomic
def add_speaker(*, item: AgendaItem, actor: User, role: str, name: str, speech: str = "") -> Speaker:
    """Fix somebody to speak: one central, two key speakers, as many more as there are (1+2+X)."""
    meeting = _locked(item, actor)
    row = Speaker(item=item, role=role, name=name.strip(), speech=speech.strip())
    row.slot = _seat(item, SpeakerRole(role), None)
    row.full_clean()
    row.save()
    note = f"{item.title}：{row.get_role_display()}{row.name}"
    audit.record(actor=actor, verb="opinions:add_speaker", obj=meeting, after={"note": note})
    return row


@transaction.atomic
def change_speaker(
    *, speaker: Speaker, actor: User, version: int, role: str, name: str, speech: str = ""
) -> Speaker:
    """Write down what was said, or correct who says it how."""
    meeting = _locked(speaker.item, actor)
    row = Speaker.objects.select_for_update().get(pk=speaker.pk)
    check_version(row, version, {"role": row.role, "name": row.name, "speech": row.speech})
    if role != row.role:
        row.role, row.slot = role, _seat(row.item, SpeakerRole(role), row.pk)
    row.name, row.speech = name.strip(), speech.strip()
    row.version += 1
    row.full_clean()
    row.save()
    note = f"{row.get_role_display()}{row.name}"
    audit.record(actor=actor, verb="opinions:change_speaker", obj=meeting, after={"note": note})
    return row


@transaction.atomic
def drop_speaker(*, speaker: Speaker, actor: User) -> AgendaItem:
    """Somebody does not speak after all; what was brought up stays without a name."""
    meeting = _locked(speaker.item, actor)
    note = f"{speaker.get_role_display()}{speaker.name}"
    speaker.delete()
    audit.record(actor=actor, verb="opinions:drop_speaker", obj=meeting, after={"note": note})
    return speaker.item


@transaction.atomic
def add_point(
    *, item: AgendaItem, actor: User, problem: str, advice: str = "", speaker: Speaker | None = None
) -> Point:
    """A problem with what was advised. Raises ``ValidationError`` for advice without a problem."""
    meeting = _locked(item, actor)
    row = Point(item=item, speaker=speaker, problem=problem.strip(), advice=advice.strip())
    if not row.problem:
        raise ValidationError({"problem": "先写问题，再写建议"})
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="opinions:add_point", obj=meeting, after={"note": row.problem[:60]})
    return row


@transaction.atomic
def change_point(
    *,
    point: Point,
    actor: User,
    version: int,
    problem: str,
    advice: str = "",
    speaker: Speaker | None = None,
) -> Point:
    """Correct a pair. Raises ``StaleVersion``, and ``ValidationError`` for advice without a problem."""
    meeting = _locked(point.item, actor)
    row = Point.objects.select_for_update().get(pk=point.pk)
    check_version(row, version, {"problem": row.problem, "advice": row.advice})
    row.problem, row.advice, row.speaker = problem.strip(), advice.strip(), speaker
    if not row.problem:
        raise ValidationError({"problem": "先写问题，再写建议"})
    row.version += 1
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="opinions:change_point", obj=meeting, after={"note": row.problem[:60]})
    return row
