"""What everybody reads: the stations, one station, its reception days, a released matter, a deputy's page."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import public as everybody
from congress.access.rules import scoped_or_404
from congress.search.text import normalise
from congress.web.files import kept_file
from congress.web.public.views import asked_again
from liaison_stations.days.queries import upcoming, with_duties
from liaison_stations.models import Station, StationService
from liaison_stations.online import queries
from liaison_stations.online.plugs import blocks_of
from liaison_stations.online.showing import PUBLIC_STATES
from liaison_stations.services.queries import services_at
from liaison_stations.services.showing import time_words
from liaison_stations.services.slots import BOOKABLE_DAYS, times_of
from liaison_stations.standards.queries import stars_of

#: How far ahead the calendar of a station looks, in days.
AHEAD = 370
#: Deputies shown before the rest is folded.
FACES = 6
#: Deputies on a page of their list.
DEPUTIES = 40


def online_station(token: str) -> Station:
    """The station of an address, or 404."""
    return scoped_or_404(Station.objects.online().select_related("area", "kind"), token=token)


@everybody
@require_safe
@asked_again
def index(request: HttpRequest) -> HttpResponse:
    """All stations with a public page, by town."""
    words = normalise(request.GET.get("q", "")[:40]).strip()
    # One character is in nearly every name: it narrows nothing.
    too_short = len(words) == 1
    towns = queries.by_town("" if too_short else words)
    count = sum(len(rows) for _town, rows in towns)
    context = {"towns": towns, "count": count, "words": words, "too_short": too_short}
    return render(request, "online/index.html", context)


@everybody
@require_safe
@asked_again
def station(request: HttpRequest, token: str) -> HttpResponse:
    """One station with its four blocks (R176): 站点介绍、驻站代表、人大动态、社情民意."""
    row = online_station(token)
    members = queries.members_of(row)
    context = {
        "station": row,
        "days": upcoming(row, limit=3),
        "faces": members[:FACES],
        "others": members[FACES:],
        "members": len(members),
        "news": queries.news_of(row),
        "released": _told(row),
        "services": _offered(row),
        "from_qr": request.GET.get("from") == "qr",
        "stars": stars_of([row.pk], timezone.localdate().year).get(row.pk),
    }
    return render(request, "online/station.html", context)


def _offered(row: Station) -> list[StationService]:
    """What the station offers beside the reception, each with its times in words (3 queries)."""
    found = [one for one in services_at(row) if one.is_public]
    for one in found:
        one.said = [time_words(time) for time in times_of(one)]  # type: ignore[attr-defined]  # for the page alone
    return found


def _told(row: Station) -> list[tuple[object, str]]:
    found = queries.released_of(row)[: queries.MATTERS]
    return [(one, PUBLIC_STATES[one.matter.state]) for one in found]


@everybody
@require_safe
@asked_again
def days(request: HttpRequest, token: str) -> HttpResponse:
    """When deputies receive at a station, month by month."""
    row = online_station(token)
    until = timezone.localdate() + timedelta(days=AHEAD)
    found = list(with_duties(queries.days_ahead(row, until)).prefetch_related("stops"))
    months = [(month, list(rows)) for month, rows in groupby(found, key=lambda one: one.day.replace(day=1))]
    context = {"station": row, "months": months, "bookable": BOOKABLE_DAYS}
    return render(request, "online/days.html", context)


@everybody
@require_safe
@asked_again
def released(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """One matter a station released."""
    row = online_station(token)
    shown = scoped_or_404(queries.released_of(row), pk=pk)
    context = {"station": row, "row": shown, "state": PUBLIC_STATES[shown.matter.state]}
    return render(request, "online/released.html", context)


@everybody
@require_safe
@asked_again
def portrait(request: HttpRequest, token: str) -> FileResponse:
    """The portrait on a deputy's page, for as long as the page is open."""
    page = scoped_or_404(queries.page_of(token).exclude(portrait=""))
    return kept_file(page.portrait.name, "image/jpeg")


@everybody
@require_safe
@asked_again
def deputies(request: HttpRequest) -> HttpResponse:
    """Deputies with an open page, by name; searched and paged without script (2 queries)."""
    words = request.GET.get("q", "")[:40].strip()
    page = Paginator(queries.open_pages(words), DEPUTIES).get_page(request.GET.get("page"))
    return render(request, "online/deputies.html", {"page": page, "words": words})


@everybody
@require_safe
@asked_again
def deputy(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a deputy's QR code (R025): who it is, when and where to be met, what was done."""
    page = scoped_or_404(queries.page_of(token))
    stations = queries.stations_of(page.deputyship)
    context = {
        "page": page,
        "deputyship": page.deputyship,
        "stations": stations,
        "counts": queries.duty_counts(page.deputyship),
        "turns": queries.turns_ahead(page.deputyship),
        "honours": page.deputyship.person.honours.released(),
        "today": timezone.localdate(),
        "blocks": blocks_of(page.deputyship.person),
    }
    return render(request, "online/deputy.html", context)
