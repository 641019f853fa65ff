"""What a campaign asks for, who takes part in it, what else bears its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from activities.models import Activity, ActivityKind, Campaign, CampaignMember, CampaignTag, Measure
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Deputyship, DutyKind, Person

_FIELDS = ("audience", "heading", "name", "times", "order")


def facts_of(row: Measure) -> dict[str, Any]:
    """What stands in a measure."""
    facts = {name: getattr(row, name) for name in _FIELDS}
    if row.pk:
        facts["activity_kinds"] = [kind.name for kind in row.activity_kinds.all()]
        facts["duty_kinds"] = [kind.name for kind in row.duty_kinds.all()]
    return facts


@transaction.atomic
def add_measure(
    *,
    campaign: Campaign,
    actor: User,
    activity_kinds: Collection[ActivityKind] = (),
    duty_kinds: Collection[DutyKind] = (),
    **values: Any,
) -> Measure:
    """Add what a campaign asks for. Raises ``ValidationError`` when the same is asked of the same already."""
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    row = Measure(campaign=campaign, **values)
    row.full_clean()
    row.save()
    row.activity_kinds.set(activity_kinds)
    row.duty_kinds.set(duty_kinds)
    audit.record(actor=actor, verb="campaigns:add_measure", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_measure(
    *,
    measure: Measure,
    actor: User,
    version: int,
    activity_kinds: Collection[ActivityKind] = (),
    duty_kinds: Collection[DutyKind] = (),
    **values: Any,
) -> Measure:
    """Change what is asked for. Raises ``StaleVersion``, and ``ValidationError`` as :func:`add_measure`."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    before = facts_of(row)
    check_version(row, version, before)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.version += 1
    row.save()
    row.activity_kinds.set(activity_kinds)
    row.duty_kinds.set(duty_kinds)
    old, new = audit.changed(before, facts_of(row))
    audit.record(actor=actor, verb="campaigns:change_measure", obj=row, before=old, after=new)
    return row


@transaction.atomic
def drop_measure(*, measure: Measure, actor: User) -> None:
    """No longer ask for it; the activities stay as they are, and the audit trail keeps what it was."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    audit.record(actor=actor, verb="campaigns:drop_measure", obj=row, before=facts_of(row))
    row.delete()


@transaction.atomic
def link_activities(*, measure: Measure, actor: User, activities: Sequence[Activity]) -> int:
    """Let exactly these activities be linked to it by hand; gives how many there are."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    before = [one.headline for one in row.activities.order_by("pk")]
    row.activities.set(activities)
    after = [one.headline for one in row.activities.order_by("pk")]
    if before != after:
        audit.record(
            actor=actor,
            verb="campaigns:link_activities",
            obj=row,
            before={"activities": before},
            after={"activities": after},
        )
    return len(after)


@transaction.atomic
def add_members(
    *,
    campaign: Campaign,
    actor: User,
    deputyships: Sequence[Deputyship] = (),
    people: Sequence[Person] = (),
    role: str = "",
) -> int:
    """Put deputies, and people of the staff, on the list in a role; gives how many are new (R046, R049).

    Raises ``ValidationError`` for a role the campaign does not have.
    """
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if role and role not in row.roles:
        raise ValidationError({"role": f"“{row}”没有“{role}”这个角色"})
    wanted = {one.person_id: one.level for one in deputyships} | {one.pk: "" for one in people}
    listed = set(row.members.filter(role=role).values_list("person_id", flat=True))
    fresh = [
        CampaignMember(campaign=row, person_id=person, level=level, role=role)
        for person, level in sorted(wanted.items())
        if person not in listed
    ]
    CampaignMember.objects.bulk_create(fresh)
    if fresh:
        after = {"role": role, "members": len(fresh)}
        audit.record(actor=actor, verb="campaigns:add_members", obj=row, after=after)
    return len(fresh)


@transaction.atomic
def remove_member(*, member: CampaignMember, actor: User) -> None:
    """Take somebody off the list."""
    before = {"person": member.person.name, "role": member.role}
    audit.record(actor=actor, verb="campaigns:remove_member", obj=member.campaign, before=before)
    member.delete()


@transaction.atomic
def set_tags(
    *, campaign: Campaign, actor: User, what: str, records: Collection[int], among: Collection[int]
) -> int:
    """Let exactly these records of a kind bear the campaign's name (R016); gives how many of ``among`` do.

    Records outside ``among``, those the user may tag, stay as they are.
    """
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    wanted = set(records) & set(among)
    known = set(row.tags.filter(what=what, record__in=among).values_list("record", flat=True))
    row.tags.filter(what=what, record__in=known - wanted).delete()
    CampaignTag.objects.bulk_create(
        CampaignTag(campaign=row, what=what, record=key) for key in sorted(wanted - known)
    )
    if wanted != known:
        audit.record(
            actor=actor,
            verb="campaigns:set_tags",
            obj=row,
            before={what: sorted(known)},
            after={what: sorted(wanted)},
        )
    return len(wanted)
