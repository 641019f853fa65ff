"""Templates of reports, as the district keeps them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from bulletins.models import ReportTemplate
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit

TEMPLATE_FIELDS = ("name", "kind", "title", "order", "in_use")


def facts_of(row: ReportTemplate) -> dict[str, Any]:
    """The head of a template."""
    return {name: getattr(row, name) for name in TEMPLATE_FIELDS}


@transaction.atomic
def add_template(*, actor: User, **facts: Any) -> ReportTemplate:
    """Add a template; its sections are written next. ``ValidationError`` for a name that is taken."""
    row = ReportTemplate(**facts)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb="reports:add_template", obj=row, after=facts_of(row))
    return row


@transaction.atomic
def change_template(*, template: ReportTemplate, actor: User, version: int, **facts: Any) -> ReportTemplate:
    """Change its head, or switch it off; reports begun from it stay. Raises ``StaleVersion``."""
    row = ReportTemplate.objects.select_for_update().get(pk=template.pk)
    before = facts_of(row)
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    old, new = audit.changed(before, facts_of(row))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="reports:change_template", obj=row, before=old, after=new)
    return row
