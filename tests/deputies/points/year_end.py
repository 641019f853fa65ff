"""A year with grades, for tests of its end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from deputies.models import (
    AppraisalYear,
    Deputyship,
    DutyKind,
    GradeTier,
    PointsAccount,
    PointsPublication,
    PointsScheme,
)
from deputies.points.operations import settle
from deputies.points.operations.appraising import freeze_year
from deputies.points.operations.publishing import publish
from tests.deputies.duty.stage import YEAR, district, make_scheme

#: After the closing date of :func:`shown`.
AFTER = date(YEAR, 12, 31)
SHOWN, CLOSING = date(YEAR, 12, 10), date(YEAR, 12, 20)
ITEMS = (("活动", "inspection", 5, 5, 100), ("学习", "training", 2.5, 2.5, 10))


def graded_scheme(year: int = YEAR) -> PointsScheme:
    """A scheme in force with the marks of R064: 60, 75, 90."""
    scheme = make_scheme(*ITEMS, year=year)
    for name, mark in (("优秀", 90), ("好", 75), ("一般", 60)):
        tier = GradeTier.objects.create(
            scheme=scheme, name=name, at_least=Decimal(mark), recommends=mark == 90, attendance=mark == 60
        )
        tier.kinds.add(DutyKind.objects.get(code="inspection"))
    return scheme


def scored(deputyship: Deputyship, points: str, year: int = YEAR) -> PointsAccount:
    """An account that has just so many points."""
    return PointsAccount.objects.create(
        deputyship=deputyship, area=district(), year=year, points=Decimal(points)
    )


def settled(deputyship: Deputyship, year: int = YEAR) -> PointsAccount:
    """The account of a deputy, its ledger in line."""
    settle(deputyships=[deputyship.pk], year=year, actor=None)
    return PointsAccount.objects.get(deputyship=deputyship, year=year, area=district())


def shown(year: int = YEAR) -> PointsPublication:
    """The scores of the year are shown, objections taken until ten days later."""
    return publish(
        area=district(),
        year=year,
        quarter=4,
        objections_until=CLOSING.replace(year=year),
        actor=None,
        today=SHOWN.replace(year=year),
    )


def freeze(year: int = YEAR) -> AppraisalYear:
    """The year is frozen after the closing date."""
    return freeze_year(year=year, actor=None, today=AFTER.replace(year=year))
