"""How a deputyship begins, is corrected and ends; by-elections (R001, R029)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Constituency, Term
from congress.web.dates import full_day
from deputies.enums import Beginning, Ending
from deputies.models import Deputyship, GroupMembership, GroupPost, Person
from deputies.operations.facts import facts

DEPUTYSHIP_FIELDS = (
    "level",
    "term_id",
    "constituency_id",
    "delegation",
    "starts_on",
    "ends_on",
    "how_began",
    "how_ended",
    "end_note",
    "succeeds_id",
)


def locked_deputyship(deputyship: Deputyship) -> Deputyship:
    """The row, locked, with what its checks need."""
    Person.objects.select_for_update().get(pk=deputyship.person_id)
    rows = Deputyship.objects.select_for_update(of=("self",))
    return rows.select_related("person", "term__area", "constituency").get(pk=deputyship.pk)


def _named(row: Deputyship) -> dict[str, object]:
    return {"title": f"{row.title}（{row.term_label}）"}


@transaction.atomic
def create_deputyship(
    *,
    actor: User | None,
    person: Person,
    term: Term,
    constituency: Constituency | None = None,
    delegation: str = "",
    starts_on: date | None = None,
    how_began: str = Beginning.ELECTION,
    succeeds: Deputyship | None = None,
) -> Deputyship:
    """Make a person a deputy of the congress of ``term``; without a day from the first day of the term.

    Raises ``ValidationError`` when term, constituency and dates do not go together, or when the person is a
    deputy of this term already (R001).
    """
    holder = Person.objects.select_for_update().get(pk=person.pk)
    row = Deputyship(
        person=holder,
        level=term.level,
        term=term,
        constituency=constituency,
        delegation=delegation.strip(),
        starts_on=starts_on or term.starts_on,
        how_began=how_began,
        succeeds=succeeds,
    )
    row.full_clean()
    row.save()
    audit.record(
        actor=actor,
        verb="deputies:create_deputyship",
        obj=holder,
        after={**_named(row), **facts(row, DEPUTYSHIP_FIELDS)},
    )
    return row


@transaction.atomic
def by_elect(
    *,
    actor: User | None,
    person: Person,
    term: Term,
    constituency: Constituency,
    starts_on: date,
    succeeds: Deputyship | None = None,
    delegation: str = "",
) -> Deputyship:
    """Fill a vacant seat of a constituency by a by-election (补选, R029).

    Raises ``ValidationError`` when no seat is vacant on that day, or ``succeeds`` left no seat there.
    """
    seat = Constituency.objects.select_for_update().get(pk=constituency.pk)
    filled = Deputyship.objects.in_force(starts_on).filter(constituency=seat).count()
    if filled >= seat.seats:
        raise ValidationError(
            {"constituency": f"{seat}应选 {seat.seats} 名，{full_day(starts_on)}已有 {filled} 名，没有空缺"}
        )
    if succeeds is not None:
        if succeeds.constituency_id != seat.pk:
            raise ValidationError({"succeeds": f"{succeeds.person}不是{seat}的代表，请重选"})
        if succeeds.ends_on is None or succeeds.ends_on >= starts_on:
            raise ValidationError({"succeeds": f"{succeeds.person}这一天仍是代表，请先登记资格结束"})
    return create_deputyship(
        actor=actor,
        person=person,
        term=term,
        constituency=seat,
        delegation=delegation,
        starts_on=starts_on,
        how_began=Beginning.BY_ELECTION,
        succeeds=succeeds,
    )


def _require_open(row: Deputyship) -> None:
    if row.ends_on is not None:
        raise Conflict(f"{row.person}的{row.title}资格已结束，档案只读；登记错了可以取消结束")


@transaction.atomic
def change_deputyship(
    *,
    deputyship: Deputyship,
    actor: User | None,
    version: int,
    constituency: Constituency | None,
    delegation: str,
    starts_on: date,
    how_began: str,
) -> Deputyship:
    """Correct a deputyship that was entered wrongly. Raises ``Conflict`` for one that has ended (R029)."""
    row = locked_deputyship(deputyship)
    before = facts(row, DEPUTYSHIP_FIELDS)
    check_version(row, version, before)
    _require_open(row)
    row.constituency, row.delegation = constituency, delegation.strip()
    row.starts_on, row.how_began = starts_on, how_began
    old, new = audit.changed(before, facts(row, DEPUTYSHIP_FIELDS))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(
            actor=actor,
            verb="deputies:change_deputyship",
            obj=row.person,
            before=old,
            after={**_named(row), **new},
        )
    return row


@transaction.atomic
def end_deputyship(
    *,
    deputyship: Deputyship,
    actor: User | None,
    version: int,
    ends_on: date,
    how_ended: str,
    end_note: str = "",
) -> Deputyship:
    """Set the last day and the reason; the seats in groups and their posts end with it, and the file is read-only.

    Raises ``Conflict`` when it has ended already, ``ValidationError`` for a day before it began.
    """
    row = locked_deputyship(deputyship)
    check_version(row, version, facts(row, DEPUTYSHIP_FIELDS))
    _require_open(row)
    row.ends_on, row.how_ended, row.end_note = ends_on, how_ended, end_note.strip()
    row.version += 1
    row.full_clean()
    row.save()
    _leave_groups(row, ends_on)
    audit.record(
        actor=actor,
        verb="deputies:end_deputyship",
        obj=row.person,
        before={"ends_on": None},
        after={
            **_named(row),
            "ends_on": ends_on,
            "how_ended": how_ended,
            "end_note": row.end_note,
        },
    )
    return row


def _leave_groups(row: Deputyship, ends_on: date) -> None:
    """End memberships on the day, and the posts that only a deputy of the group can hold."""
    open_until = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    for membership in GroupMembership.objects.select_for_update().filter(open_until, deputyship=row):
        membership.ends_on = max(ends_on, membership.starts_on or ends_on)
        membership.version += 1
        membership.save()
        end_posts_of(row.person, membership, ends_on)


def end_posts_of(person: Person, membership: GroupMembership, ends_on: date) -> None:
    """Whoever leaves a group leads it no longer (R005)."""
    open_until = Q(ends_on__isnull=True) | Q(ends_on__gt=ends_on)
    posts = GroupPost.objects.select_for_update().filter(
        open_until, person=person, group_id=membership.group_id
    )
    for post in posts:
        post.ends_on = max(ends_on, post.starts_on or ends_on)
        post.version += 1
        post.save()


@transaction.atomic
def reopen_deputyship(*, deputyship: Deputyship, actor: User | None, version: int) -> Deputyship:
    """Take an end back that was registered wrongly; seats in groups that ended with it are open again.

    Posts of groups are appointed anew. Raises ``Conflict`` when it has not ended, or its seat was filled.
    """
    row = locked_deputyship(deputyship)
    before = facts(row, DEPUTYSHIP_FIELDS)
    check_version(row, version, before)
    if row.ends_on is None:
        raise Conflict(f"{row.person}的{row.title}资格没有结束")
    if successor := Deputyship.objects.filter(succeeds=row).select_related("person").first():
        raise Conflict(f"{successor.person}已补选接替，不能取消结束")
    last_day = row.ends_on
    row.ends_on, row.how_ended, row.end_note = None, "", ""
    row.version += 1
    row.full_clean()
    row.save()
    for membership in row.memberships.select_for_update().filter(ends_on=last_day, group__ends_on=None):
        if not (membership.is_main and row.memberships.filter(is_main=True, ends_on=None).exists()):
            membership.ends_on = None
            membership.version += 1
            membership.save()
    old, new = audit.changed(before, facts(row, DEPUTYSHIP_FIELDS))
    audit.record(
        actor=actor,
        verb="deputies:reopen_deputyship",
        obj=row.person,
        before=old,
        after={**_named(row), **new},
    )
    return row


@transaction.atomic
def expire_term(*, term: Term, actor: User | None) -> int:
    """End every deputyship of a term on its last day (届满); returns how many.

    Raises ``Conflict`` while the term has no last day.
    """
    row = Term.objects.select_for_update().get(pk=term.pk)
    if row.ends_on is None:
        raise Conflict(f"{row}还没有结束日期，请先在“届次会议”里填写")
    begun = Deputyship.objects.filter(term=row, ends_on=None, starts_on__lte=row.ends_on)
    ended = 0
    for deputyship in begun.order_by("pk"):
        end_deputyship(
            deputyship=deputyship,
            actor=actor,
            version=deputyship.version,
            ends_on=row.ends_on,
            how_ended=Ending.EXPIRED,
        )
        ended += 1
    return ended
