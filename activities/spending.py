"""Money spent on activities: which activities the ledger of funds can name, and what an activity cost (R314)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.urls import reverse

from activities.models import Activity
from activities.uses import Use, register_uses
from congress.accounts.models import User
from deputies.models import FundSpending
from deputies.services import rules
from deputies.services.occasions import Occasion, Source, register_occasions
from deputies.services.showing import yuan

_PREFIX = "activity:"


def on(day: date, user: User) -> Iterator[Occasion]:
    """The activities of a day in the log."""
    rows = Activity.objects.visible_to(user).recorded().filter(start_on__lte=day, end_on__gte=day)
    for row in rows.order_by("pk")[:20]:
        yield Occasion(f"{_PREFIX}{row.pk}", row.headline, _page(row.pk))


def _page(key: int) -> str:
    return reverse("activities:detail", args=[key])


def url(key: str) -> str:
    """The page of an activity of the ledger."""
    number = key.removeprefix(_PREFIX)
    return _page(int(number)) if key.startswith(_PREFIX) and number.isdecimal() else ""


def uses(activity: Activity, user: User) -> Iterator[Use]:
    """What was spent on an activity, for those who see the ledger."""
    if not user.has_role(*rules.READERS):
        return
    lines = FundSpending.objects.standing().filter(occasion=f"{_PREFIX}{activity.pk}")
    found = list(lines.select_related("fund"))
    if found:
        total = sum((line.amount for line in found), Decimal(0))
        yield Use(f"经费支出 {yuan(total)}", reverse("deputy_services:fund", args=[found[0].fund_id]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_occasions(Source(on, url))
    register_uses(uses)
