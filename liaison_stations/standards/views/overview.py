"""The district against its standards, one standard over the stations, one station over the standards."""

from __future__ import annotations

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.documents.xlsx import download, workbook
from congress.web.requests import SignedInRequest
from liaison_stations import rules
from liaison_stations.books.years import whole
from liaison_stations.enums import CheckSide
from liaison_stations.models import SiteWork, Standard, StandardCheck, Station
from liaison_stations.standards import overview
from liaison_stations.standards.addresses import address
from liaison_stations.standards.queries import Assessed, board, stars_of, work_sums
from liaison_stations.standards.views import shared
from liaison_stations.workflow import KEEPERS, OFFICE, STATION

_HEAD = ("联络站", "乡镇街道", "结果", "自查", "区检查", "缺哪几项", "两边不一致的")
#: Stations on one page.
_PAGE = 50
#: Which stations of a standard are shown: the key, the label, whether one is among them; the first is all of them.
_SHOWN: dict[str, tuple[str, Callable[[Assessed], bool]]] = {
    "": ("全部", lambda _one: True),
    "passed": ("达标", lambda one: one.passed),
    "failed": ("没有达标", lambda one: one.district is not None and not one.passed),
    "waiting": ("等区里检查", lambda one: one.district is None and one.own is not None),
    "none": ("没有检查", lambda one: one.decisive is None),
    "differs": ("自查与区检查不一致", lambda one: bool(one.differs)),
}


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every standard in use with its cover and gaps, the stars of the year, what was built."""
    user, year = request.user, shared.year_of(request)
    if user.has_role(*STATION) and not user.has_role(*rules.COVERAGE_READERS):
        mine = list(Station.objects.visible_to(user).values_list("pk", flat=True)[:2])
        if len(mine) == 1:
            return redirect(address("station", year, mine[0]))
    found = overview.all_results(user, year)
    editions = overview.editions_of(one.standard for one in found)
    works = SiteWork.objects.visible_to(user).filter(whole(year).as_q("done_on"))
    context = {
        "year": year,
        "years": shared.years(),
        "results": [(one, editions.get(one.standard.pk)) for one in found],
        "rating": overview.rating(user, year),
        "works": work_sums(works),
        "period": whole(year),
        "decides": user.has_role(*OFFICE),
    }
    return render(request, "station_standards/index.html", context)


@allow(*rules.READERS)
@require_safe
def standard(request: SignedInRequest, pk: int) -> HttpResponse:
    """One standard over the stations of a year, both sides; ``?export`` gives it as XLSX."""
    row, year = shared.standard_of(pk), shared.year_of(request)
    found = overview.results(request.user, row, year)
    if "export" in request.GET:
        title = f"{row}检查结果（{year}年）"
        return download(workbook(title, _HEAD, [_line(*one) for one in found.lines]), f"{title}.xlsx")
    shown = request.GET.get("show", "")
    shown = shown if shown in _SHOWN else ""
    lines = [one for one in found.lines if _SHOWN[shown][1](one[1])]
    context = {
        "standard": row,
        "year": year,
        "years": shared.years(),
        "results": found,
        "page": Paginator(lines, _PAGE).get_page(request.GET.get("page")),
        "shown": shown,
        "choices": [
            (key, label, sum(among(one) for _station, one in found.lines))
            for key, (label, among) in _SHOWN.items()
        ],
        "editions": list(row.editions.prefetch_related("items")),
        "decides": request.user.has_role(*OFFICE),
    }
    return render(request, "station_standards/standard.html", context)


def _line(station: Station, one: Assessed) -> tuple[object, ...]:
    found = one.decisive
    return (
        station.name,
        station.town.name,
        one.state[1],
        one.own.rate.of if one.own else "",
        one.district.rate.of if one.district else "",
        "、".join(item.name for item in found.unmet) if found else "",
        "、".join(one.differs),
    )


@allow(*rules.READERS)
@require_safe
def station(request: SignedInRequest, pk: int) -> HttpResponse:
    """One station over the standards of a year: results, drafts, stars, what was built.

    By a standard that gives stars it is checked as a candidate only.
    """
    row, user, year = shared.station_of(request, pk), request.user, shared.year_of(request)
    found = board(year, [row.pk])
    rated = set(row.candidacies.filter(round__year=year).values_list("round__edition__standard", flat=True))
    drafts = set(
        StandardCheck.objects.visible_to(user)
        .filter(station=row, year=year, sent_at__isnull=True)
        .values_list("edition__standard_id", "side")
    )
    lines = [
        (
            one,
            found.of(one, row.pk),
            (one.pk, CheckSide.OWN) in drafts,
            (one.pk, CheckSide.DISTRICT) in drafts,
        )
        for one in Standard.objects.all()
        if _asks(one, row, rated) or (one.pk, row.pk) in found.found
    ]
    context = {
        "station": row,
        "year": year,
        "years": shared.years(),
        "lines": lines,
        "stars": stars_of([row.pk], year).get(row.pk),
        "works": list(SiteWork.objects.visible_to(user).filter(station=row)),
        "keeps": row.closed_on is None and rules.keep_station.allows(user, row),
        "decides": row.closed_on is None and user.has_role(*OFFICE),
        "manages": user.has_role(*KEEPERS) and rules.manage_station.allows(user, row),
    }
    return render(request, "station_standards/station.html", context)


def _asks(standard: Standard, station: Station, rated: set[int]) -> bool:
    """Whether a station is to be checked against a standard; ``rated``: those it is a candidate by."""
    return (
        standard.in_use
        and standard.applies_to(station)
        and (not standard.gives_stars or standard.pk in rated)
    )
