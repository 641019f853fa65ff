"""Party branches are founded, filled and dissolved; what they did, and who keeps in touch with whom (R020–R023)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict, Denial
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.branches import rules
from deputies.enums import Party
from deputies.models import (
    BranchActivity,
    BranchActivityKind,
    BranchHeading,
    BranchMember,
    BranchPair,
    BranchText,
    DeputyGroup,
    PartyBranch,
    Person,
)
from deputies.models.deputyships import memberships_on
from deputies.operations.facts import facts

_FACTS = ("name", "secretary_id", "document", "issuers", "starts_on", "ends_on")


class BranchFacts(TypedDict):
    """What a branch is; ``texts`` by key of the heading."""

    name: str
    secretary: Person | None
    document: str
    issuers: str
    starts_on: date
    texts: Mapping[int, str]


class ActivityFacts(TypedDict):
    """What a branch did; ``amount`` in the unit of the kind."""

    kind: BranchActivityKind
    on: date
    title: str
    amount: int
    place: str


def people_of_group(group: DeputyGroup, on: date) -> set[int]:
    """Keys of the people who sit in a group on a day (one query)."""
    rows = memberships_on(on).filter(group=group)
    return set(rows.values_list("deputyship__person_id", flat=True))


def locked_branch(branch: PartyBranch) -> PartyBranch:
    """The branch as it stands now, for this transaction alone."""
    rows = PartyBranch.objects.select_for_update(of=("self",)).select_related("group", "secretary")
    return rows.get(pk=branch.pk)


def _open(branch: PartyBranch, actor: User) -> PartyBranch:
    """The branch, to be changed by who keeps it."""
    row = locked_branch(branch)
    require_rule(actor, rules.keep_branch, row)
    if row.ends_on is not None:
        raise Conflict(f"{row}已撤销")
    return row


def _not_ahead(name: str, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({name: "还没到这一天"})


def _fill(row: PartyBranch, told: BranchFacts) -> None:
    _not_ahead("starts_on", told["starts_on"])
    row.name, row.secretary = told["name"].strip(), told["secretary"]
    row.document, row.issuers = told["document"].strip(), told["issuers"].strip()
    row.starts_on = told["starts_on"]
    if row.secretary is not None and row.secretary.party != Party.CPC:
        raise ValidationError({"secretary": f"{row.secretary.name}在名册里不是中共党员"})
    row.full_clean()
    row.save()
    headings = BranchHeading.objects.in_bulk(told["texts"])
    for key, text in told["texts"].items():
        BranchText.objects.update_or_create(
            branch=row, heading=headings[key], defaults={"text": text.strip()}
        )


@transaction.atomic
def found_branch(*, group: DeputyGroup, actor: User, **told: Unpack[BranchFacts]) -> PartyBranch:
    """Set up the functional party branch of a group; one at a time."""
    if not actor.has_role(*rules.manage_branch.roles):
        raise PermissionDenied(Denial(rules.manage_branch.roles))
    held = DeputyGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if held.is_over:
        raise Conflict(f"{held}已撤销")
    row = PartyBranch(group=held)
    _fill(row, told)
    audit.record(actor=actor, verb="party_branches:found_branch", obj=row, after=facts(row, _FACTS))
    return row


@transaction.atomic
def change_branch(
    *, branch: PartyBranch, actor: User, version: int, **told: Unpack[BranchFacts]
) -> PartyBranch:
    """Change what a branch is, and what it says under its headings."""
    row = locked_branch(branch)
    require_rule(actor, rules.manage_branch, row)
    before = facts(row, _FACTS)
    check_version(row, version, before)
    row.version += 1
    _fill(row, told)
    old, new = audit.changed(before, facts(row, _FACTS))
    audit.record(actor=actor, verb="party_branches:change_branch", obj=row, before=old, after=new)
    return row


@transaction.atomic
def dissolve_branch(*, branch: PartyBranch, actor: User, ends_on: date) -> PartyBranch:
    """The last day of a branch, of its members and pairs."""
    row = locked_branch(branch)
    require_rule(actor, rules.manage_branch, row)
    if row.ends_on is not None:
        raise Conflict(f"{row}已撤销")
    _not_ahead("ends_on", ends_on)
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    for rows in (row.members, row.pairs):
        rows.filter(ends_on=None).update(ends_on=ends_on)
    audit.record(actor=actor, verb="party_branches:dissolve_branch", obj=row, after={"ends_on": ends_on})
    return row


@transaction.atomic
def add_members(
    *, branch: PartyBranch, actor: User, people: Collection[Person], starts_on: date
) -> PartyBranch:
    """Party members among the deputies of the group join the branch; nobody else does (R020)."""
    row = _open(branch, actor)
    _not_ahead("starts_on", starts_on)
    outside = [one.name for one in people if one.party != Party.CPC]
    if outside:
        raise ValidationError({"people": f"{'、'.join(outside)}不是中共党员，不能编入党支部"})
    sitting = people_of_group(row.group, starts_on)
    strangers = [one.name for one in people if one.pk not in sitting]
    if strangers:
        raise ValidationError({"people": f"{'、'.join(strangers)}这一天不在{row.group}"})
    for person in people:
        member = BranchMember(branch=row, person=person, starts_on=starts_on)
        try:
            member.full_clean()
        except ValidationError as error:
            raise ValidationError({"people": f"{person.name}：{'；'.join(error.messages)}"}) from error
        member.save()
    names = "、".join(one.name for one in people)
    audit.record(actor=actor, verb="party_branches:add_members", obj=row, after={"title": names})
    return row


@transaction.atomic
def change_member(
    *, member: BranchMember, actor: User, version: int, own_post: str, deputy_post: str
) -> BranchMember:
    """What a member did in the own post and as a deputy (双岗建功)."""
    branch = _open(member.branch, actor)
    row = BranchMember.objects.select_related("person").get(pk=member.pk)
    before = {"own_post": row.own_post, "deputy_post": row.deputy_post}
    check_version(row, version, before)
    row.own_post, row.deputy_post = own_post.strip(), deputy_post.strip()
    row.version += 1
    row.full_clean()
    row.save()
    after = {"title": row.person.name, "own_post": row.own_post, "deputy_post": row.deputy_post}
    audit.record(actor=actor, verb="party_branches:change_member", obj=branch, before=before, after=after)
    return row


@transaction.atomic
def remove_member(*, member: BranchMember, actor: User, ends_on: date) -> BranchMember:
    """The last day of a member in the branch; the pairs of the member end with it."""
    branch = _open(member.branch, actor)
    row = BranchMember.objects.select_related("person").get(pk=member.pk)
    if row.ends_on is not None:
        raise Conflict(f"{row.person.name}已转出")
    _not_ahead("ends_on", ends_on)
    row.ends_on = ends_on
    row.version += 1
    row.full_clean()
    row.save()
    branch.pairs.filter(member=row.person, ends_on=None).update(ends_on=ends_on)
    after = {"title": row.person.name, "ends_on": ends_on}
    audit.record(actor=actor, verb="party_branches:remove_member", obj=branch, after=after)
    return row


@transaction.atomic
def record_activity(
    *, branch: PartyBranch, actor: User, token: UUID | None = None, **told: Unpack[ActivityFacts]
) -> BranchActivity:
    """Write down what a branch did; sent twice under one ``token`` it is one."""
    row = _open(branch, actor)
    sent = BranchActivity.objects.filter(token=token).first() if token else None
    if sent is not None:
        return sent
    _not_ahead("on", told["on"])
    if told["on"] < row.starts_on:
        raise ValidationError({"on": "这一天党支部还没有建立"})
    activity = BranchActivity(branch=row, token=token, entered_by=actor, **told)
    activity.full_clean()
    activity.save()
    after = {"title": activity.title, "on": activity.on, "amount": activity.amount}
    audit.record(actor=actor, verb="party_branches:record_activity", obj=row, after=after)
    return activity


@transaction.atomic
def withdraw_activity(*, activity: BranchActivity, actor: User, reason: str) -> BranchActivity:
    """It counts no longer."""
    branch = _open(activity.branch, actor)
    row = BranchActivity.objects.get(pk=activity.pk)
    if row.withdrawn_at:
        raise Conflict("这次活动已撤回")
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), reason.strip()
    row.full_clean()
    row.save()
    after = {"title": row.title, "reason": row.withdrawn_reason}
    audit.record(actor=actor, verb="party_branches:withdraw_activity", obj=branch, after=after)
    return row


@transaction.atomic
def pair(
    *, branch: PartyBranch, actor: User, member: Person, partners: Collection[Person], starts_on: date
) -> PartyBranch:
    """A member of the branch keeps in touch with deputies of the group outside the party (R023)."""
    row = _open(branch, actor)
    _not_ahead("starts_on", starts_on)
    if not row.members.in_force(starts_on).filter(person=member).exists():
        raise ValidationError({"member": f"{member.name}这一天不在党支部"})
    inside = [one.name for one in partners if one.party == Party.CPC]
    if inside:
        raise ValidationError({"partners": f"{'、'.join(inside)}是中共党员，这里联系的是党外代表"})
    sitting = people_of_group(row.group, starts_on)
    strangers = [one.name for one in partners if one.pk not in sitting]
    if strangers:
        raise ValidationError({"partners": f"{'、'.join(strangers)}这一天不在{row.group}"})
    for partner in partners:
        new = BranchPair(branch=row, member=member, partner=partner, starts_on=starts_on)
        try:
            new.full_clean()
        except ValidationError as error:
            raise ValidationError({"partners": f"{partner.name}：{'；'.join(error.messages)}"}) from error
        new.save()
    title = f"{member.name} → {'、'.join(one.name for one in partners)}"
    audit.record(actor=actor, verb="party_branches:pair", obj=row, after={"title": title})
    return row


@transaction.atomic
def end_pair(*, pair: BranchPair, actor: User, ends_on: date) -> BranchPair:
    """The last day of a pair."""
    branch = _open(pair.branch, actor)
    row = BranchPair.objects.select_related("member", "partner").get(pk=pair.pk)
    if row.ends_on is not None:
        raise Conflict("这个联系已经结束")
    _not_ahead("ends_on", ends_on)
    row.ends_on = ends_on
    row.full_clean()
    row.save()
    audit.record(
        actor=actor, verb="party_branches:end_pair", obj=branch, after={"title": str(row), "ends_on": ends_on}
    )
    return row
