"""Checks, stars and works of the demo district. All invented; written in bulk, for a demo is waited for.

Most stations have everything; one lacks two things and sees one of them differently, two wait for the district, one
has checked nothing. Last year's stars are public, this year's rating is under way, and one station will lose a star.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.queries import district
from congress.web.demo import at
from liaison_stations.enums import CheckSide, CheckState, WorkKind
from liaison_stations.models import (
    CheckedItem,
    SiteWork,
    StandardCheck,
    StandardEdition,
    StarCandidate,
    StarRound,
    Station,
)

_MEASURE, _STARS, _SITES = "九化", "五星级", "六有"
#: What shows an item, item by item in turn.
_EVIDENCE = (
    "有专人负责，职责上墙",
    "站长、副站长、联络员名单已公示",
    "接待室、活动室各一间，设备能用",
    "制度齐全，今年修订过",
    "年初有计划，按季度落实",
    "接待、走访、建议办理当天登记",
    "代表按选区编组进站，轮值表上墙",
    "代表照片、联系方式、二维码已公示",
    "每周有人值班，开放时间固定",
)
#: Of the stations in turn: the items not there by the station's word, by the district's; None: not checked.
_MEASURED: tuple[tuple[tuple[int, ...] | None, tuple[int, ...] | None], ...] = (
    ((), ()),
    ((), ()),
    ((5,), (5, 7)),
    ((), ()),
    ((), None),
    (None, None),
    ((7,), None),
    ((), ()),
)
#: Stars of last year, and what the district found lacking this year; in the order of the candidates.
_RATED: tuple[tuple[int, tuple[int, ...]], ...] = ((5, ()), (4, (3,)), (0, (0, 4)), (4, ()))
#: What the district found lacking last year, by the stars it gave.
_LACKED: dict[int, tuple[int, ...]] = {5: (), 4: (1,), 0: (0, 2, 4)}
#: The candidate that has not checked itself yet: the station whose officer has an account.
_WAITING = 3
_UPGRADES = (
    ("接待室扩到80平方米，配齐视频设备和显示屏", Decimal("12.5"), 96),
    ("更新公示栏和档案柜，开通网上站", Decimal("3.2"), 150),
    ("增设无障碍通道和茶水间", None, 61),
)
#: The sites opened last were built anew.
_NEWEST, _BUILT = 3, "利用党群服务中心新建接待室和活动室"


@dataclass(frozen=True)
class _Check:
    """One check to write: of whom, by which side, which items are not there."""

    station: Station
    edition: StandardEdition
    side: str
    on: date
    unmet: tuple[int, ...]

    @property
    def year(self) -> int:
        """The year it counts for."""
        return self.on.year


@transaction.atomic
def load() -> None:
    """Enter checks, stars and works, unless there are some already."""
    root, clerk = district(), User.objects.filter(username="deputywork").first()
    if root is None or clerk is None or StandardCheck.objects.exists():
        return
    stations = list(Station.objects.filter(kind__is_station=True).order_by("pk"))
    editions = {
        row.standard.name: row
        for row in StandardEdition.objects.select_related("standard").prefetch_related("items")
    }
    if not stations or not {_MEASURE, _STARS, _SITES} <= editions.keys():
        return
    checks = [*_measured(stations, editions[_MEASURE]), *_sites(stations, editions[_SITES])]
    _write([*checks, *_rated(stations, editions[_STARS], clerk)], clerk)
    _works(stations)
    audit.record(
        actor=None, verb="liaison_stations:load", obj=root, after={"checks": StandardCheck.objects.count()}
    )


def _days_ago(days: int) -> date:
    """A day of this year, not before 5 January."""
    today = timezone.localdate()
    return max(today - timedelta(days=days), min(today, today.replace(month=1, day=5)))


def _measured(stations: list[Station], edition: StandardEdition) -> Iterator[_Check]:
    for number, station in enumerate(stations):
        own, found = _MEASURED[number % len(_MEASURED)]
        if own is not None:
            yield _Check(station, edition, CheckSide.OWN, _days_ago(70), own)
        if found is not None:
            yield _Check(station, edition, CheckSide.DISTRICT, _days_ago(35), found)


def _sites(stations: list[Station], edition: StandardEdition) -> Iterator[_Check]:
    """Nearly all of them: one lacks its organisation, 5／6; the last two are still to come."""
    for number, station in enumerate(stations[:-2]):
        unmet = (2,) if number == 1 else ()
        yield _Check(station, edition, CheckSide.OWN, _days_ago(60), unmet)
        yield _Check(station, edition, CheckSide.DISTRICT, _days_ago(40), unmet)


def _rated(stations: list[Station], edition: StandardEdition, clerk: User) -> Iterator[_Check]:
    """Half of the stations were candidates last year; this year's are checked and wait for their stars."""
    year = timezone.localdate().year
    last = StarRound.objects.create(
        year=year - 1, edition=edition, published_at=at(date(year - 1, 12, 18), 10), published_by=clerk
    )
    now = StarRound.objects.create(year=year, edition=edition)
    candidates = stations[1::2]
    for number, station in enumerate(candidates):
        stars, unmet = _RATED[number % len(_RATED)]
        StarCandidate.objects.create(
            round=last,
            station=station,
            stars=stars,
            awarded_on=date(year - 1, 12, 10),
            awarded_by=clerk,
        )
        StarCandidate.objects.create(round=now, station=station)
        then = _LACKED[stars]
        yield _Check(station, edition, CheckSide.OWN, date(year - 1, 11, 5), then)
        yield _Check(station, edition, CheckSide.DISTRICT, date(year - 1, 12, 3), then)
        # One has not checked itself yet, so that its staff has something to do.
        if number != _WAITING:
            yield _Check(station, edition, CheckSide.OWN, _days_ago(25), ())
            yield _Check(station, edition, CheckSide.DISTRICT, _days_ago(9), unmet)


def _write(checks: list[_Check], clerk: User) -> None:
    rows = StandardCheck.objects.bulk_create(
        StandardCheck(
            station=one.station,
            edition=one.edition,
            year=one.year,
            side=one.side,
            state=CheckState.SENT,
            checked_on=one.on,
            checked_by=clerk if one.side == CheckSide.DISTRICT else None,
            sent_at=at(one.on, 16),
        )
        for one in checks
    )
    CheckedItem.objects.bulk_create(
        CheckedItem(
            check_of=row,
            item=item,
            met=number not in one.unmet,
            words="还没有，列入明年计划" if number in one.unmet else _EVIDENCE[number % len(_EVIDENCE)],
        )
        for row, one in zip(rows, checks, strict=True)
        for number, item in enumerate(one.edition.items.all())
    )


def _works(stations: list[Station]) -> None:
    for number, (result, cost, days) in enumerate(_UPGRADES):
        station = stations[(number * 3) % len(stations)]
        done_on = max(_days_ago(days), station.opened_on)
        SiteWork.objects.create(
            station=station, kind=WorkKind.UPGRADE, done_on=done_on, cost=cost, result=result
        )
    for site in Station.objects.order_by("-opened_on", "pk")[:_NEWEST]:
        SiteWork.objects.create(
            station=site, kind=WorkKind.NEW, done_on=site.opened_on, cost=Decimal("8.6"), result=_BUILT
        )
