"""Saying when e-mail and text messages go out."""

from __future__ import annotations

from datetime import time

from django.db import transaction

from congress.access.rules import Grant, Rule, require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import rules
from congress.notices.models import SendingPolicy

FIELDS = ("opens_at", "closes_at", "holidays_quiet", "email_on", "sms_on")
_KEEP = Rule(Grant(rules.POLICY_KEEPERS))


@transaction.atomic
def change_policy(
    *,
    actor: User,
    version: int,
    opens_at: time,
    closes_at: time,
    holidays_quiet: bool,
    email_on: bool,
    sms_on: bool,
) -> SendingPolicy:
    """Change the hours and the channels. Raises ``StaleVersion``; ``ValidationError`` for hours the wrong way round.

    What waits already keeps its time, and is looked at again when it comes.
    """
    SendingPolicy.objects.get_or_create(pk=1)
    row = SendingPolicy.objects.select_for_update().get(pk=1)
    require_rule(actor, _KEEP, row)
    before = {name: getattr(row, name) for name in FIELDS}
    check_version(row, version, before)
    row.opens_at, row.closes_at, row.holidays_quiet = opens_at, closes_at, holidays_quiet
    row.email_on, row.sms_on = email_on, sms_on
    old, new = audit.changed(before, {name: getattr(row, name) for name in FIELDS})
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="messages:change_policy", obj=row, before=old, after=new)
    return row
