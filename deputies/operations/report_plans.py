"""Planning the duty reports of a year by group (R071)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.duty_reports import rules
from deputies.models import DeputyGroup, Deputyship, PlannedReport


@transaction.atomic
def plan_group(
    *, group: DeputyGroup, year: int, deputyships: Collection[Deputyship], actor: User
) -> DeputyGroup:
    """Set whom the group's plan of a year has report (R071). One who stands in another group's plan stays there."""
    require_rule(actor, rules.plan_group, group)
    DeputyGroup.objects.select_for_update().get(pk=group.pk)
    rows = PlannedReport.objects.filter(year=year)
    elsewhere = set(rows.exclude(group=group).values_list("deputyship_id", flat=True))
    wanted = {one.pk for one in deputyships} - elsewhere
    known = set(rows.filter(group=group).values_list("deputyship_id", flat=True))
    rows.filter(group=group, deputyship_id__in=known - wanted).delete()
    PlannedReport.objects.bulk_create(
        PlannedReport(group=group, year=year, deputyship_id=key) for key in sorted(wanted - known)
    )
    if wanted != known:
        audit.record(
            actor=actor,
            verb="deputies:plan_reports",
            obj=group,
            before={"year": year, "planned": len(known)},
            after={"year": year, "planned": len(wanted)},
        )
    return group
