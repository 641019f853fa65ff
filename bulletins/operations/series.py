"""Registering and changing a series."""

from django.db import transaction
from django.forms.models import model_to_dict

from bulletins.models import Series
from congress.accounts.models import User
from congress.audit import operations as audit


@transaction.atomic
def save_series(*, series: Series, actor: User | None) -> Series:
    """Write a new or changed series; the audit event holds what it was and what it is."""
    stored = Series.objects.select_for_update().filter(pk=series.pk).first()
    before = model_to_dict(stored) if stored else {}
    series.save()
    was, now = audit.changed(before, model_to_dict(series))
    audit.record(actor=actor, verb="bulletins:save_series", obj=series, before=was, after=now)
    return series
