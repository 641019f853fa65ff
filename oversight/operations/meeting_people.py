"""Who is asked to a meeting, who answers, who came (出席、列席、请假)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Organ
from congress.web import dates
from deputies.models import Person
from oversight.meetings import rules
from oversight.meetings.enums import AHEAD, Manner, MeetingState, Presence
from oversight.meetings.queries import post_of
from oversight.models import Attendee, Meeting


def _locked(meeting: Meeting, actor: User) -> Meeting:
    row = Meeting.objects.select_for_update(of=("self",)).select_related("kind").get(pk=meeting.pk)
    require_rule(actor, rules.keep_meeting, row)
    return row


@transaction.atomic
def set_attendees(
    *,
    meeting: Meeting,
    actor: User,
    attending: Sequence[Person],
    sitting_in: Sequence[Person] = (),
    organs: Sequence[Organ] = (),
    names: Sequence[tuple[str, str]] = (),
) -> Meeting:
    """Let exactly these be asked; what those who stay have answered is kept. ``names`` are name and post of others.

    Raises ``ValidationError`` for somebody who would both attend and sit in, ``Conflict`` once it was held.
    """
    row = _locked(meeting, actor)
    if row.state not in AHEAD:
        raise Conflict(f"这次会议{row.get_state_display()}，不能再改参会人员")
    both = [one.name for one in sitting_in if one in attending]
    if both:
        raise ValidationError({"sitting_in": f"{'、'.join(both)}已经是出席人员，不用再列席"})
    known = {_key(one): one for one in row.attendees.all()}
    wanted: list[Attendee] = []
    for manner, people in ((Manner.ATTEND, attending), (Manner.SIT_IN, sitting_in)):
        wanted += [
            Attendee(person=one, name=one.name, post=post_of(one, row.kind, row.on), manner=manner)
            for one in people
        ]
    wanted += [Attendee(organ=one, name=one.short_name, manner=Manner.SIT_IN) for one in organs]
    wanted += [Attendee(name=name, post=post, manner=Manner.SIT_IN) for name, post in names]
    for order, one in enumerate(wanted, start=1):
        kept = known.pop(_key(one), None)
        if kept is None:
            one.meeting, one.order = row, order
            one.save()
        else:
            kept.post, kept.manner, kept.order = one.post or kept.post, one.manner, order
            kept.save(update_fields=["post", "manner", "order"])
    row.attendees.filter(pk__in=[one.pk for one in known.values()]).delete()
    row.version += 1
    row.save()
    note = f"出席 {len(attending)} 人，列席 {len(wanted) - len(attending)} 人（单位）"
    audit.record(actor=actor, verb="meetings:set_attendees", obj=row, after={"note": note})
    return row


def _key(one: Attendee) -> tuple[int | None, int | None, str]:
    return one.person_id, one.organ_id, "" if one.person_id or one.organ_id else one.name


@transaction.atomic
def sign_in(*, attendee: Attendee, actor: User) -> Attendee:
    """Be there, by one's own phone, on a day of the meeting. Signing in twice is one."""
    row = _own(attendee)
    today = timezone.localdate()
    if not row.meeting.lasts_on(today):
        raise Conflict(f"{dates.full_day(row.meeting.on)}开会，当天才能报到")
    if row.presence != Presence.SIGNED:
        row.presence, row.reason, row.signed_at = Presence.SIGNED, "", timezone.now()
        row.save(update_fields=["presence", "reason", "signed_at"])
        audit.record(actor=actor, verb="meetings:sign_in", obj=row.meeting, after={"note": row.name})
    return row


@transaction.atomic
def ask_leave(*, attendee: Attendee, actor: User, reason: str) -> Attendee:
    """Be excused, with a reason, before having signed in. Raises ``Conflict`` once the meeting is over."""
    row = _own(attendee)
    if not reason.strip():
        raise ValidationError({"reason": "请写请假的原因"})
    if row.presence == Presence.SIGNED:
        raise Conflict("您已报到，不用请假")
    row.presence, row.reason = Presence.LEAVE, reason.strip()
    row.save(update_fields=["presence", "reason"])
    note = f"{row.name}：{row.reason}"
    audit.record(actor=actor, verb="meetings:ask_leave", obj=row.meeting, after={"note": note})
    return row


def _own(attendee: Attendee) -> Attendee:
    row = Attendee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee.pk)
    if row.meeting.state != MeetingState.CALLED:
        raise Conflict(f"这次会议{row.meeting.get_state_display()}，不能再回复")
    return row


def mark_roll(meeting: Meeting, there: Collection[int]) -> None:
    """Those of these keys were there; whoever was not and has no leave is absent. Call it within a transaction."""
    now = timezone.now()
    came = meeting.attendees.filter(pk__in=there)
    came.filter(signed_at__isnull=True).update(signed_at=now)
    came.update(presence=Presence.SIGNED, reason="")
    others = meeting.attendees.exclude(pk__in=there).exclude(presence=Presence.LEAVE)
    others.update(presence=Presence.ABSENT, signed_at=None)
