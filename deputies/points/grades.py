"""Which grade points give, and who gets none (R064)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from congress.workdays.deadlines import add_months
from deputies.models import Deputyship, GradeTier, PointsScheme

_DAY = timedelta(days=1)


class Grading:
    """The grades of a scheme, the highest first, read once (1 query)."""

    def __init__(self, scheme: PointsScheme) -> None:
        self.scheme = scheme
        self.tiers: Sequence[GradeTier] = list(scheme.tiers.order_by("-at_least"))

    def tier(self, points: Decimal) -> GradeTier | None:
        """The grade of so many points; none below the lowest."""
        return next((tier for tier in self.tiers if points >= tier.at_least), None)

    def word(self, points: Decimal) -> str:
        """优秀, 好, 一般, 未达一般."""
        tier = self.tier(points)
        return tier.name if tier else self.scheme.below

    def next_tier(self, points: Decimal) -> GradeTier | None:
        """The grade above that of so many points."""
        above = [tier for tier in self.tiers if tier.at_least > points]
        return above[-1] if above else None

    @property
    def words(self) -> list[str]:
        """Every grade from the highest down, and what stands below and beside them."""
        return [*(tier.name for tier in self.tiers), self.scheme.below, self.scheme.unsettled]


def served_enough(scheme: PointsScheme, deputyship: Deputyship) -> bool:
    """Whether the tenure covers as many months of the year as the scheme asks for; less gets no grade."""
    first, last = tenure(scheme.year, deputyship)
    return scheme.least_months == 0 or add_months(first, scheme.least_months) - _DAY <= last


def tenure(year: int, deputyship: Deputyship) -> tuple[date, date]:
    """The days of a year in which the deputyship was held."""
    return max(deputyship.starts_on, date(year, 1, 1)), min(
        deputyship.ends_on or date.max, date(year, 12, 31)
    )
