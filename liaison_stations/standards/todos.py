"""What the standards ask of whom (at most two queries)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.web.registry import Todo
from liaison_stations.enums import CheckSide
from liaison_stations.models import StandardCheck, StarCandidate, Station
from liaison_stations.standards.addresses import address
from liaison_stations.workflow import OFFICE, STATION

INDEX = "station_standards:index"


def todos(user: User) -> Iterator[Todo]:
    """A candidate for stars checks itself; the office checks after those that did."""
    year = timezone.localdate().year
    if user.has_role(*STATION):
        mine = StarCandidate.objects.filter(
            ~_checked(CheckSide.OWN),
            round__year=year,
            round__published_at=None,
            station__in=Station.objects.kept_by(user),
        )
        for row in mine.select_related("station", "round__edition"):
            yield Todo(
                f"星级创建自查：{row.station}",
                f"{year}年度候选站，自查以后区里来检查",
                address("self_check", year, row.station_id, row.round.edition.standard_id),
                "去自查",
                menu=INDEX,
            )
    if user.has_role(*OFFICE):
        both = {"station": OuterRef("station"), "edition": OuterRef("edition"), "year": OuterRef("year")}
        after = StandardCheck.objects.sent().filter(side=CheckSide.DISTRICT, **both)
        waiting = StandardCheck.objects.sent().filter(~Exists(after), side=CheckSide.OWN, year=year).count()
        if waiting:
            yield Todo(
                f"区里检查：{waiting:,} 份自查已提交",
                "对照标准到站检查，结果填在自查旁边",
                reverse(INDEX),
                "去看看",
                menu=INDEX,
            )


def _checked(side: CheckSide) -> Exists:
    """Whether this side has handed in its check of a candidate."""
    rows = StandardCheck.objects.sent().filter(side=side, year=OuterRef("round__year"))
    return Exists(rows.filter(station=OuterRef("station"), edition=OuterRef("round__edition")))
