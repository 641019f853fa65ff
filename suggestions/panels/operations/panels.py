"""Panels are put together: leaders, members by kind, what they test (R228)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Person
from suggestions.models import Panel, PanelCandidate, PanelMember, PanelMemberKind, PanelRound
from suggestions.panels.operations.shared import locked
from suggestions.panels.queries import committee_heads, people_named, vice_chairs


@transaction.atomic
def write_panel(
    *,
    round: PanelRound,
    actor: User,
    name: str,
    leader: Person,
    deputy_leader: Person,
    names: Mapping[PanelMemberKind, Sequence[str]],
    candidates: Collection[PanelCandidate],
    panel: Panel | None = None,
    version: int = 0,
) -> Panel:
    """Put a panel together, or write a prepared one anew; it may still be incomplete.

    A name that one deputy in office or account alone bears is that person; others sit by name. Raises
    ``ValidationError`` at the field, ``StaleVersion`` when somebody else wrote it meanwhile.
    """
    row = locked(round, actor, "add_panel")
    today = timezone.localdate()
    if not vice_chairs(today).filter(pk=leader.pk).exists():
        raise ValidationError({"leader": "组长须是在任的区人大常委会副主任"})
    if not committee_heads(today).filter(pk=deputy_leader.pk).exists():
        raise ValidationError({"deputy_leader": "副组长须是在任的专委、工委主任"})
    everybody = [one for named in names.values() for one in named]
    twice = sorted({one for one in everybody if everybody.count(one) > 1})
    twice += [one.name for one in (leader, deputy_leader) if one.name in everybody]
    if twice:
        raise ValidationError(f"{'、'.join(twice)}在组里写了两次，一人只算一次")
    kept = Panel(round=row, version=0)
    if panel is not None:
        kept = Panel.objects.select_for_update().get(pk=panel.pk, round=row)
        check_version(kept, version, {"name": kept.name})
    kept.name, kept.leader, kept.deputy_leader = name.strip(), leader, deputy_leader
    kept.version += 1
    kept.full_clean(exclude=["round"])
    kept.save()
    _write_members(kept, names)
    kept.candidates.update(panel=None)
    row.candidates.chosen().filter(pk__in=[one.pk for one in candidates], panel=None).update(panel=kept)
    audit.record(
        actor=actor,
        verb="panels:write_panel",
        obj=kept,
        after={"name": kept.name, "people": len(everybody) + 2, "chosen": kept.candidates.count()},
    )
    return kept


def _write_members(panel: Panel, names: Mapping[PanelMemberKind, Sequence[str]]) -> None:
    known = people_named([one for named in names.values() for one in named], timezone.localdate())
    panel.members.all().delete()
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, kind=kind, name=one, person=_only(known.get(one, [])))
        for kind, named in names.items()
        for one in named
    )


def _only(people: Sequence[Person]) -> Person | None:
    return people[0] if len(people) == 1 else None


@transaction.atomic
def save_kind(*, kind: PanelMemberKind, actor: User, **values: Any) -> PanelMemberKind:
    """Keep a kind of members and how many each panel needs; ``ValidationError`` at the field."""
    before: dict[str, Any] = PanelMemberKind.objects.filter(pk=kind.pk).values(
        *values
    ).first() or dict.fromkeys(values)
    for name, value in values.items():
        setattr(kind, name, value)
    kind.full_clean()
    kind.save()
    old, new = audit.changed(before, values)
    audit.record(actor=actor, verb="panels:save_kind", obj=kind, before=old, after=new)
    return kind
