"""The district's own numbers for its stations."""

from __future__ import annotations

from django.db import transaction

from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations.models import StationPolicy

_FIELDS = ("models_per_town", "training_months")


@transaction.atomic
def change_policy(*, actor: User, version: int, models_per_town: int, training_months: int) -> StationPolicy:
    """Change the numbers. Raises ``StaleVersion`` when somebody else changed them meanwhile."""
    StationPolicy.objects.get_or_create(pk=1)
    row = StationPolicy.objects.select_for_update().get(pk=1)
    before = {name: getattr(row, name) for name in _FIELDS}
    check_version(row, version, before)
    row.models_per_town, row.training_months = models_per_town, training_months
    row.full_clean()
    old, new = audit.changed(before, {name: getattr(row, name) for name in _FIELDS})
    if new:
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="liaison_stations:change_policy", obj=row, before=old, after=new)
    return row
