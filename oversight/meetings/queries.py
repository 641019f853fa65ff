"""Reads of meetings: the next number, who attends by post, what the log knows already."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, Max, Q, QuerySet

from activities.models import Activity
from activities.models.log import ActivityQuerySet
from congress.accounts.models import User
from deputies.enums import Standing
from deputies.models import Person, Post
from deputies.standing_committee import LEADERS, MEMBERS, held_posts
from oversight.meetings.enums import TOLD, Manner, MeetingState, Members, Numbering, Presence
from oversight.models import AgendaItem, Attendee, Meeting, MeetingKind

_POSTS = {
    Members.PARTY_GROUP: r"人大常委会党组(书记|副书记|成员)$",
    Members.LEADERS: LEADERS,
    Members.COMMITTEE: MEMBERS,
}


def members_of(kind: MeetingKind, on: date) -> QuerySet[Person]:
    """Who attends a meeting of the kind on a day by the post they hold, in protocol order (1 query)."""
    posts = held_posts("pk", on, titles=_POSTS[Members(kind.members)])
    rows = Person.objects.filter(Exists(posts), standing=Standing.LOCAL)
    return rows.with_rank(on).order_by(F("rank").asc(nulls_last=True), "name_key", "pk")


def post_of(person: Person, kind: MeetingKind, on: date) -> str:
    """The post by which somebody attends, as it is printed; the highest one else."""
    own = Post.objects.in_force(on).filter(person=person)
    by_right = own.filter(title__regex=_POSTS[Members(kind.members)]).first()
    row = by_right or own.first()
    return row.title if row else person.occupation or person.organisation


def logged(meeting: Meeting) -> ActivityQuerySet:
    """Meetings of the same body in the log with this number, within the year or the term."""
    kind = meeting.kind
    if kind.activity_kind is None:
        return Activity.objects.none()
    rows = Activity.objects.recorded().filter(kind=kind.activity_kind, meeting_number__isnull=False)
    if kind.numbering == Numbering.TERM and meeting.term is not None:
        rows = rows.filter(start_on__gte=meeting.term.starts_on)
        return rows.filter(start_on__lte=meeting.term.ends_on) if meeting.term.ends_on else rows
    return rows.filter(start_on__year=meeting.on.year)


def next_number(meeting: Meeting) -> int:
    """One more than the highest number of the year or the term, here and in the log (2 queries)."""
    meeting.number = 1
    meeting.derive()
    rows = Meeting.objects.filter(kind=meeting.kind, series=meeting.series)
    here = rows.exclude(state=MeetingState.CANCELLED).aggregate(most=Max("number"))["most"]
    there = logged(meeting).aggregate(most=Max("meeting_number"))["most"]
    return max(here or 0, there or 0) + 1


def in_the_log(meeting: Meeting) -> ActivityQuerySet:
    """Entries of the log that are this meeting, written there before and not yet led back to one."""
    kind = meeting.kind.activity_kind
    if kind is None:
        return Activity.objects.none()
    rows = Activity.objects.recorded().filter(kind=kind, committee_meeting__isnull=True)
    near = Q(start_on__lte=meeting.ends_on, end_on__gte=meeting.on)
    return rows.filter(near, Q(meeting_number=meeting.number) | Q(meeting_number__isnull=True))


def asked_as(user: User) -> Q:
    """The condition on attendees that are this user, or a unit this user acts for."""
    organs = [one.organ_id for one in user.assignments_today if one.organ_id is not None]
    return Q(person__user=user) | Q(organ__in=organs)


def own_seats(user: User) -> QuerySet[Attendee]:
    """What a user was asked to, by person or by unit, once it was told: the next first."""
    rows = Attendee.objects.filter(asked_as(user), meeting__state__in=TOLD)
    return rows.select_related("meeting__kind").order_by("-meeting__on", "-meeting_id")


def items_about(subject: str, user: User) -> QuerySet[AgendaItem]:
    """Where a record stood on an agenda, within the user's scope, the newest first."""
    rows = AgendaItem.objects.filter(subject=subject, meeting__in=Meeting.objects.visible_to(user))
    return (
        rows.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting").order_by("-meeting__on")
    )


def roll(attendees: list[Attendee]) -> dict[str, list[Attendee]]:
    """Those who attend, those who sit in, and those on leave or absent, each in order."""
    away = {Presence.LEAVE, Presence.ABSENT}
    return {
        "attend": [one for one in attendees if one.manner == Manner.ATTEND and one.presence not in away],
        "sit_in": [one for one in attendees if one.manner == Manner.SIT_IN and one.presence not in away],
        "away": [one for one in attendees if one.presence in away],
    }
