"""Changing the rule of 每月一条."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from suggestions.models import QuotaSetting

FACTS = ("per_month", "starts_on", "livelihood_only", "levels")


def facts_of(setting: QuotaSetting) -> dict[str, Any]:
    """What the rule says."""
    return {name: getattr(setting, name) for name in FACTS}


@transaction.atomic
def change_quota(
    *,
    actor: User,
    version: int,
    per_month: int,
    starts_on: date | None,
    livelihood_only: bool,
    levels: list[str],
) -> QuotaSetting:
    """Change the rule; every month is counted by it from now on. ``StaleVersion`` when it was changed meanwhile."""
    QuotaSetting.objects.get_or_create(pk=1)
    setting = QuotaSetting.objects.select_for_update().get(pk=1)
    before = facts_of(setting)
    check_version(setting, version, before)
    setting.per_month, setting.starts_on = per_month, starts_on
    setting.livelihood_only, setting.levels = livelihood_only, levels
    setting.full_clean()
    old, new = audit.changed(before, facts_of(setting))
    if not new:
        return setting
    setting.version += 1
    setting.save()
    audit.record(actor=actor, verb="suggestions:change_quota", obj=setting, before=old, after=new)
    return setting
