"""The sections of a report and of a template: added, written, moved, taken out."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from bulletins.models import Report, ReportSection, ReportTemplate, TemplateSection
from bulletins.operations.report_figures import draft_of, fill
from bulletins.reports.counting import names_for
from bulletins.reports.placeholders import canonical
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit

Owner = Report | ReportTemplate
Section = ReportSection | TemplateSection
SECTION_FIELDS = ("heading", "prose")


def owner_of(section: Section) -> Owner:
    """The report or template a section belongs to."""
    return section.report if isinstance(section, ReportSection) else section.template


def _held(owner: Owner) -> Owner:
    """The owner, held until the transaction ends. ``Conflict`` for a report that is no draft."""
    if isinstance(owner, Report):
        return draft_of(owner)
    return ReportTemplate.objects.select_for_update().get(pk=owner.pk)


def _checked(owner: Owner, actor: User, heading: str, prose: str) -> dict[str, Any]:
    """What is stored: placeholders written out. ``ValidationError`` at the prose for one that is not understood."""
    if not heading.strip() and not prose.strip():
        raise ValidationError({"prose": "标题和正文至少写一样"})
    cut_off = owner.end_on if isinstance(owner, Report) else None
    try:
        written = canonical(prose.strip(), names_for(actor), cut_off)
    except ValidationError as error:
        raise ValidationError({"prose": error.messages}) from error
    return {"heading": heading.strip(), "prose": written}


def _changed(owner: Owner, actor: User, verb: str, before: Any, after: Any) -> None:
    if isinstance(owner, Report):
        fill(owner, actor)
    verb = f"reports:{verb if isinstance(owner, Report) else verb.replace('section', 'template_section')}"
    audit.record(actor=actor, verb=verb, obj=owner, before=before, after=after)


@transaction.atomic
def add_section(*, owner: Owner, actor: User, heading: str, prose: str) -> Section:
    """Add a section at the end."""
    held = _held(owner)
    facts = _checked(held, actor, heading, prose)
    section: Section
    if isinstance(held, Report):
        section = ReportSection(report=held, position=held.sections.count() + 1, **facts)
    else:
        section = TemplateSection(template=held, position=held.sections.count() + 1, **facts)
    section.full_clean()
    section.save()
    _changed(held, actor, "add_section", None, {**facts, "note": str(section)})
    return section


@transaction.atomic
def change_section(*, section: Section, actor: User, version: int, heading: str, prose: str) -> Section:
    """Write a section; figures it names for the first time are counted at once. Raises ``StaleVersion``."""
    held = _held(owner_of(section))
    row = type(section)._default_manager.get(pk=section.pk)
    before = {name: getattr(row, name) for name in SECTION_FIELDS}
    check_version(row, version, before)
    facts = _checked(held, actor, heading, prose)
    old, new = audit.changed(before, facts)
    if new:
        row.heading, row.prose = facts["heading"], facts["prose"]
        row.full_clean()
        row.version += 1
        row.save()
        _changed(held, actor, "change_section", old, {**new, "note": str(row)})
    return row


def _in_order(section: Section) -> list[Section]:
    return list(owner_of(section).sections.order_by("position", "pk"))


def _number(rows: list[Section]) -> None:
    for position, row in enumerate(rows, 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


@transaction.atomic
def move_section(*, section: Section, actor: User, up: bool) -> Section:
    """Move a section one place up or down; the first cannot go up, and stays."""
    held = _held(owner_of(section))
    rows = _in_order(section)
    at = next(n for n, row in enumerate(rows) if row.pk == section.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
        _number(rows)
        word = "上移" if up else "下移"
        _changed(held, actor, "move_section", None, {"note": f"{section}{word}"})
    return section


@transaction.atomic
def remove_section(*, section: Section, actor: User) -> Owner:
    """Take a section out; what it said stays in the audit trail."""
    held = _held(owner_of(section))
    rows = _in_order(section)
    row = next(one for one in rows if one.pk == section.pk)
    before = {name: getattr(row, name) for name in SECTION_FIELDS}
    row.delete()
    _number([one for one in rows if one is not row])
    _changed(held, actor, "remove_section", before, {"note": str(section)})
    return held
