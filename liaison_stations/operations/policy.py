"""The district's own numbers for its stations."""

from __future__ import annotations

from django.db import transaction

from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations.models import StationPolicy

POLICY_FIELDS = (
    "models_per_town",
    "training_months",
    "fewest_deputy_heads",
    "most_deputy_heads",
    "fewest_liaisons",
    "wall_days",
    "visits_per_month",
    "notice_days",
    "town_reminded_after",
    "office_reminded_after",
)


@transaction.atomic
def change_policy(*, actor: User, version: int, **numbers: int) -> StationPolicy:
    """Change the numbers, each of ``POLICY_FIELDS`` by its name.

    Raises ``StaleVersion`` when somebody else changed them meanwhile, ``ValidationError`` for numbers that cross.
    """
    StationPolicy.objects.get_or_create(pk=1)
    row = StationPolicy.objects.select_for_update().get(pk=1)
    before = {name: getattr(row, name) for name in POLICY_FIELDS}
    check_version(row, version, before)
    for name, number in numbers.items():
        setattr(row, name, number)
    row.full_clean()
    old, new = audit.changed(before, {name: getattr(row, name) for name in POLICY_FIELDS})
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_policy", obj=row, before=old, after=new)
    return row
