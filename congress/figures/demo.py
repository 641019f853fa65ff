"""Numbers of the years before the portal in the demo district; invented."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.figures.models import HistoricFigure
from congress.figures.numbers import About
from congress.organs.queries import district

_SOURCE = "{}年区人大常委会代表工作总结"
_ROWS: tuple[tuple[str, str, int, About], ...] = (
    ("联络站.接待日", "次", 254, About.EXACTLY),
    ("联络站.参加代表", "人次", 1600, About.AND_MORE),
    ("联络站.接待批次", "批", 103, About.EXACTLY),
    ("联络站.接待群众", "人次", 500, About.AND_MORE),
    ("联络站.收到事项", "件", 177, About.EXACTLY),
    ("代表资料订阅", "份", 400, About.NEARLY),
)


@transaction.atomic
def load() -> None:
    """Enter last year's, unless something is there already."""
    root, year = district(), timezone.localdate().year - 1
    clerk = User.objects.filter(assignments__role=Role.OFFICE).order_by("pk").first()
    if root is None or clerk is None or HistoricFigure.objects.exists():
        return
    HistoricFigure.objects.bulk_create(
        HistoricFigure(
            name=name,
            unit=unit,
            value=value,
            about=about,
            since=date(year, 1, 1),
            until=date(year, 12, 31),
            source=_SOURCE.format(year),
            entered_by=clerk,
        )
        for name, unit, value, about in _ROWS
    )
    audit.record(actor=None, verb="figures:load_history", obj=root, after={"count": len(_ROWS)})
