"""Whose turn it is: chosen for a day, shared over the days ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.web import dates
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies.models import Deputyship
from liaison_stations.days.forms import DutiesForm, ShareForm
from liaison_stations.days.queries import deputies_at, turns_at
from liaison_stations.days.views.keeping import kept_day, kept_station, leading_back
from liaison_stations.days.views.rules import rules_page, year_end
from liaison_stations.enums import DayState
from liaison_stations.models import ReceptionDay, Station
from liaison_stations.operations import duties as operations
from liaison_stations.workflow import STAFF


@allow(*STAFF)
@never_cache
def set_duties(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the deputies of one day."""
    row = kept_day(request, pk)
    chosen = list(row.duties.values_list("deputyship", flat=True))
    keys = [member.deputyship_id for member in deputies_at(row.station, row.day)]
    turns, _last = turns_at(row.station, row.day)
    form = DutiesForm(
        request.POST or None,
        keys=[*keys, *chosen],
        turns=turns,
        year=row.day.year,
        initial={"deputies": chosen},
    )

    def save(deputies: Sequence[Deputyship]) -> ReceptionDay:
        with leading_back(pk):
            return operations.set_duties(day=row, actor=request.user, deputies=deputies)

    return answer(
        request,
        "reception_days/set_duties.html",
        form,
        save,
        done=lambda _day: "接待代表已排好",
        url=lambda _day: reverse("reception_days:detail", args=[pk]),
        context={"day": row, "any": bool(keys or chosen)},
    )


@allow(*STAFF)
@never_cache
def share_turns(request: SignedInRequest, pk: int) -> HttpResponse:
    """Share the turns of a station's days ahead, the fewest turns first."""
    row = kept_station(request, pk)
    today = timezone.localdate()
    form = ShareForm(request.POST or None, initial={"until": year_end(today), "each": 2})
    done: list[str] = []

    def save(until: date, each: int) -> Station:
        ahead = ReceptionDay.objects.filter(
            station=row, state=DayState.PLANNED, day__range=(today, max(today, until))
        )
        given = operations.share_turns(station=row, actor=request.user, days=list(ahead), each=each)
        count = sum(len(deputies) for deputies in given.values())
        done.append(f"到{dates.full_day(until)}的 {len(given)} 次接待，新排 {count} 人次")
        return row

    return answer(
        request,
        "reception_days/share_turns.html",
        form,
        save,
        done=lambda _station: done[0],
        url=lambda _station: rules_page(pk),
        context={"station": row},
    )
