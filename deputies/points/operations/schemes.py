"""Making schemes: proposed, copied, edited as drafts, put in force (R063, R067, R073)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.jobs import operations as jobs
from congress.jobs.models import subject_of
from congress.organs.models import Area
from deputies.models import AppraisalYear, DutyKind, GradeTier, PointsScheme, SchemeClass, SchemeItem
from deputies.points import rules
from deputies.points.checks import problems_of
from deputies.points.defaults import BASIS, CLASSES, ORAL, TIERS, TITLE, WRITTEN
from deputies.points.enums import SchemeState
from deputies.points.operations.ledger import require_open
from deputies.points.words import shown

SETTLE_KIND = "points.settle"
_FACTS = (
    "title",
    "basis",
    "levels",
    "classes_declared",
    "items_declared",
    "item_min",
    "item_max",
    "cap",
    "oral_factor",
    "below",
    "least_months",
    "unsettled",
)


def facts_of(scheme: PointsScheme) -> dict[str, Any]:
    """What stands in the head of a scheme."""
    return {name: getattr(scheme, name) for name in _FACTS}


@transaction.atomic
def propose(*, area: Area, year: int, actor: User | None) -> PointsScheme:
    """Make the draft every district begins with, of :mod:`deputies.points.defaults`; its values are to be edited."""
    scheme = _new(area, year, {"title": f"{area.name}{TITLE}", "basis": BASIS}, actor)
    kinds = {kind.code: kind for kind in DutyKind.objects.all()}
    named: dict[str, SchemeItem] = {}
    for place, (name, items) in enumerate(CLASSES, 1):
        of = SchemeClass.objects.create(scheme=scheme, name=name, order=place * 10)
        for order, item in enumerate(items, 1):
            named[item.name] = row = SchemeItem.objects.create(
                scheme_class=of,
                name=item.name,
                order=order * 10,
                first=Decimal(item.first),
                further=Decimal(item.further),
                cap=Decimal(item.cap),
                evidence=item.evidence,
                written=named[WRITTEN] if item.name == ORAL else None,
            )
            row.kinds.set(kinds[code] for code in item.kinds if code in kinds)
    for tier in TIERS:
        grade = GradeTier.objects.create(
            scheme=scheme,
            name=tier.name,
            at_least=Decimal(tier.at_least),
            evidence=tier.evidence,
            attendance=tier.attendance,
            recommends=tier.recommends,
        )
        grade.kinds.set(kinds[code] for code in tier.kinds if code in kinds)
    audit.record(actor=actor, verb="points:propose", obj=scheme, after={"year": year, "area": area.name})
    return scheme


@transaction.atomic
def copy_scheme(*, scheme: PointsScheme, year: int, actor: User | None) -> PointsScheme:
    """Make a draft like a scheme: for its own year the next edition, for another year that year's first."""
    fresh = _new(scheme.area, year, facts_of(scheme), actor)
    items: dict[int, SchemeItem] = {}
    spoken: list[tuple[SchemeItem, int]] = []
    for one in scheme.classes.prefetch_related("items__kinds"):
        of = SchemeClass.objects.create(scheme=fresh, name=one.name, order=one.order, cap=one.cap)
        for item in one.items.all():
            values = {
                name: getattr(item, name) for name in ("name", "order", "first", "further", "cap", "evidence")
            }
            items[item.pk] = row = SchemeItem.objects.create(scheme_class=of, **values)
            row.kinds.set(item.kinds.all())
            if item.written_id:
                spoken.append((row, item.written_id))
    for row, written in spoken:
        row.written = items.get(written)
        row.save()
    for tier in scheme.tiers.prefetch_related("kinds"):
        names = ("name", "at_least", "evidence", "attendance", "recommends")
        grade = GradeTier.objects.create(scheme=fresh, **{name: getattr(tier, name) for name in names})
        grade.kinds.set(tier.kinds.all())
    audit.record(actor=actor, verb="points:copy_scheme", obj=fresh, after={"from": str(scheme), "year": year})
    return fresh


@transaction.atomic
def change_scheme(*, scheme: PointsScheme, actor: User, version: int, **facts: Any) -> PointsScheme:
    """Change the head of a draft: title, basis, range, totals. ``Conflict`` once it is in force."""
    row = draft(scheme, actor)
    before = facts_of(row)
    check_version(row, version, before)
    for name, value in facts.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    old, new = audit.changed(before, facts_of(row))
    audit.record(actor=actor, verb="points:change_scheme", obj=row, before=old, after=new)
    return row


@transaction.atomic
def put_in_force(*, scheme: PointsScheme, actor: User | None, settles: bool = True) -> PointsScheme:
    """Let a sound draft count; the edition before it is replaced, and everybody is settled by a background job.

    Raises ``ValidationError`` with everything that is wrong with it, ``Conflict`` for a frozen year. ``settles`` is
    false for who settles at once.
    """
    row = draft(scheme, actor)
    require_open(row.year)
    problems = problems_of(row)
    if problems:
        raise ValidationError(problems)
    former = PointsScheme.objects.in_force(row.year).filter(area=row.area)
    former.update(state=SchemeState.REPLACED)
    row.state, row.in_force_at = SchemeState.IN_FORCE, timezone.now()
    row.version += 1
    row.save()
    audit.record(actor=actor, verb="points:put_in_force", obj=row, after={"scheme": str(row)})
    if settles:
        recompute(year=row.year, actor=actor)
    return row


@transaction.atomic
def recompute(*, year: int, actor: User | None) -> None:
    """Ask for everybody's points of a year to be reckoned anew in the background, with a report of differences."""
    appraisal, _is_new = AppraisalYear.objects.get_or_create(year=year)
    jobs.start(
        kind=SETTLE_KIND,
        title=f"重算{year}年度积分",
        actor=actor,
        params={"year": year},
        subject=subject_of(appraisal),
    )


def draft(scheme: PointsScheme, actor: User | None) -> PointsScheme:
    """The scheme for this transaction, while it is a draft the actor may change; ``Conflict`` once it is in force."""
    row = PointsScheme.objects.select_for_update(of=("self",)).select_related("area").get(pk=scheme.pk)
    if actor is not None:
        require_rule(actor, rules.keep_scheme, row)
    if not row.is_draft:
        raise Conflict("施行的办法不能改，请先制定新的一版")
    return row


def _new(area: Area, year: int, facts: Mapping[str, Any], actor: User | None) -> PointsScheme:
    require_open(year)
    editions = PointsScheme.objects.filter(area=area, year=year)
    waiting = editions.filter(state=SchemeState.DRAFT).first()
    if waiting is not None:
        raise ValidationError(
            {"year": f"{area.name}{year}年已有一份草稿（第{waiting.edition}版），请在草稿上改"}
        )
    last = editions.aggregate(n=Max("edition"))["n"] or 0
    row = PointsScheme(area=area, year=year, edition=last + 1, **facts)
    row.full_clean()
    row.save()
    if actor is not None:
        require_rule(actor, rules.keep_scheme, row)
    return row


def worth_words(item: SchemeItem) -> str:
    """首次 5 分，以后每次 2 分，全年最多 9 分."""
    further = f"，以后每次 {shown(item.further)} 分" if item.further else ""
    return f"首次 {shown(item.first)} 分{further}，全年最多 {shown(item.cap)} 分"
