"""What the district asks of its towns: quarterly exchange meetings, shows month by month, features of the year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import require_rule, scoped_or_404
from congress.organs.models import Area
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from deputies.models import Person
from liaison_stations import rules
from liaison_stations.models import FIRST_YEAR, ExchangeMeeting, ShowRound, ShowTurn, TownFeature
from liaison_stations.operations import exchange, features, shows
from liaison_stations.rules import covered
from liaison_stations.work.queries.towns import features_of, left_out, quarters_of, rounds, towns
from liaison_stations.work.town_forms import (
    ExchangeForm,
    FeatureForm,
    HoldTurnForm,
    TurnForm,
    exchange_form,
    round_form,
)
from liaison_stations.work.views.years import year_asked
from liaison_stations.workflow import KEEPERS, OFFICE


@allow(*rules.COVERAGE_READERS)
@require_safe
def exchanges(request: SignedInRequest) -> HttpResponse:
    """The four quarters of a year: what was praised and what was weak, town by town; the missed ones (R166)."""
    context = year_asked(request)
    context["quarters"] = quarters_of(context["year"], context["today"])
    context["writes"] = request.user.has_role(*OFFICE)
    return render(request, "station_work/exchanges.html", context)


@allow(*OFFICE)
@never_cache
def write_exchange(request: SignedInRequest, year: int, quarter: int) -> HttpResponse:
    """Record the meeting of a quarter, or correct it."""
    today = timezone.localdate()
    if not FIRST_YEAR <= year <= today.year or quarter not in range(1, 5):
        raise Http404
    rows = ExchangeMeeting.objects.filter(year=year, quarter=quarter)
    meeting, all_towns = rows.first(), towns()
    form = exchange_form(all_towns)(request.POST or None, towns=all_towns, meeting=meeting)
    back = f"{reverse('station_work:exchanges')}?year={year}"
    if request.method == "POST" and form.is_valid():
        try:
            row = _save_exchange(request, form, meeting, year, quarter)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            current = exchange_form(all_towns)(towns=all_towns, meeting=rows.get())
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, f"{row}已登记")
            return redirect(back)
    heading = str(meeting or ExchangeMeeting(year=year, quarter=quarter))
    return render(
        request, "station_work/write_exchange.html", {"form": form, "heading": heading, "back": back}
    )


def _save_exchange(
    request: SignedInRequest, form: ExchangeForm, meeting: ExchangeMeeting | None, year: int, quarter: int
) -> ExchangeMeeting:
    if meeting is None:
        return exchange.hold_exchange(year=year, quarter=quarter, actor=request.user, **form.facts)
    version = form.cleaned_data["version"]
    return exchange.change_exchange(meeting=meeting, version=version, actor=request.user, **form.facts)


@allow(*rules.COVERAGE_READERS)
@require_safe
def show_rounds(request: SignedInRequest) -> HttpResponse:
    """The rounds of 一月一乡镇一主题, the newest first (R167)."""
    all_towns = towns()
    mine = Area.objects.towns().filter(covered("path").as_q(request.user))
    own = set(mine.values_list("pk", flat=True)) if request.user.has_role(*KEEPERS) else set()
    context = {
        "rounds": [(row, left_out(row, all_towns)) for row in rounds()],
        "own": own,
        "plans": request.user.has_role(*OFFICE),
        "this_month": timezone.localdate().replace(day=1),
    }
    return render(request, "station_work/show_rounds.html", context)


@allow(*OFFICE)
@never_cache
def plan_round(request: SignedInRequest) -> HttpResponse:
    """Plan a round."""
    all_towns = towns()
    form = round_form(all_towns)(request.POST or None, towns=all_towns)

    def save(**cleaned: Any) -> ShowRound:
        return shows.plan_round(name=cleaned["name"], turns=form.turns, actor=request.user)

    return answer(
        request,
        "station_work/plan_round.html",
        form,
        save,
        done=lambda row: f"{row}已排好",
        url=lambda _row: reverse("station_work:show_rounds"),
    )


def _own_turn(request: SignedInRequest, pk: int) -> ShowTurn:
    rows = ShowTurn.objects.filter(rules.keep_of_town.as_q(request.user)).select_related("area", "round")
    return scoped_or_404(rows, pk=pk)


@allow(*KEEPERS)
@never_cache
def change_turn(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the theme of a turn; the office may move it to a free month."""
    turn = _own_turn(request, pk)
    form = TurnForm(request.POST or None, instance=turn)
    month = turn.month
    if not request.user.has_role(*OFFICE):
        del form.fields["month"]

    def save(**cleaned: Any) -> ShowTurn:
        return shows.change_turn(turn=turn, actor=request.user, **{"month": month, **cleaned})

    return answer(
        request,
        "station_work/change_turn.html",
        form,
        save,
        done=lambda row: f"{row}的安排已更新",
        url=lambda _row: reverse("station_work:show_rounds"),
        context={"turn": turn},
    )


@allow(*KEEPERS)
@never_cache
def hold_turn(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a town showed its work."""
    turn = _own_turn(request, pk)
    form = HoldTurnForm(request.POST or None, instance=turn)
    return answer(
        request,
        "station_work/hold_turn.html",
        form,
        lambda **cleaned: shows.hold_turn(turn=turn, actor=request.user, **cleaned),
        done=lambda row: f"{row}的展示已登记",
        url=lambda _row: reverse("station_work:show_rounds"),
        context={"turn": turn},
    )


@allow(*rules.COVERAGE_READERS)
@require_safe
def town_features(request: SignedInRequest) -> HttpResponse:
    """The named project of each town in a year, with its leader; the towns without one (R182)."""
    context = year_asked(request, ahead=True)
    lines = features_of(request.user, context["year"])
    context["lines"] = lines
    context["without"] = [area for area, row in lines if row is None]
    context["leaderless"] = [area for area, row in lines if row is not None and row.leader is None]
    context["writes"] = request.user.has_role(*KEEPERS)
    return render(request, "station_work/town_features.html", context)


@allow(*KEEPERS)
@never_cache
def set_feature(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name the project of a town in ``?year=``, or change it."""
    area = scoped_or_404(Area.objects.towns().filter(covered("path").as_q(request.user)), pk=pk)
    year = year_asked(request, ahead=True)["year"]
    rows = TownFeature.objects.filter(area=area, year=year).select_related("leader")
    feature = rows.first() or TownFeature(area=area, year=year)
    if feature.pk:
        require_rule(request.user, rules.keep_of_town, feature)
    present: Person | None = feature.leader
    form = FeatureForm(request.POST or None, instance=feature, chooses=request.user.has_role(*OFFICE))

    def save(**cleaned: Any) -> TownFeature:
        named = TownFeature(pk=feature.pk, area=area, year=year)
        return features.set_feature(feature=named, actor=request.user, **{"leader": present, **cleaned})

    back = f"{reverse('station_work:town_features')}?year={year}"
    if request.method == "POST" and form.is_valid():
        try:
            save(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            current = FeatureForm(instance=rows.get(), chooses=request.user.has_role(*OFFICE))
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, f"{area}{year}年的特色项目已保存")
            return redirect(back)
    return render(
        request, "station_work/set_feature.html", {"form": form, "area": area, "year": year, "back": back}
    )
