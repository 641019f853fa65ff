"""The reception days of one station: its rules with a preview of the year, and what they planned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from congress.workdays.calendar import current
from liaison_stations import rules
from liaison_stations.days.queries import deputies_at, stations_with_rules, turns_at, with_duties
from liaison_stations.days.recurrence import Occurrence, words
from liaison_stations.days.rule_forms import CHANGE_FORMS, FORMS, PlanForm, RuleForm, StopForm
from liaison_stations.days.views.keeping import kept_rule, kept_station
from liaison_stations.enums import RuleKind
from liaison_stations.models import ReceptionDay, ReceptionRule, Station
from liaison_stations.operations import day_rules as operations
from liaison_stations.workflow import STAFF

#: Days that the page of a station lists.
SHOWN = 30


@dataclass(frozen=True)
class Month:
    """A month of the preview: its days in words, and those that a holiday moved or took out."""

    first: date
    days: list[str]
    remarks: list[str]


def months_of(found: Iterable[Occurrence]) -> list[Month]:
    """The preview by months, as people read a plan."""

    def first(one: Occurrence) -> date:
        return (one.day or one.planned_on).replace(day=1)

    ordered = sorted(found, key=lambda one: one.day or one.planned_on)
    return [
        Month(at, [_day(one.day) for one in part if one.day], [_remark(one) for one in part if _remark(one)])
        for at, part in ((at, list(part)) for at, part in groupby(ordered, first))
    ]


def _day(day: date) -> str:
    return f"{day.day}日（{dates.weekday(day)[-1]}）"


def _remark(one: Occurrence) -> str:
    planned = f"{one.planned_on.month}月{one.planned_on.day}日"
    if one.met:
        return f"{planned}遇{one.why}，和顺延后的另一天合为一次"
    if one.day is None:
        return f"{planned}遇{one.why}，当次取消"
    return f"{planned}遇{one.why}，顺延到{one.day.month}月{one.day.day}日" if one.was_moved else ""


def year_end(today: date) -> date:
    """How far days are planned at first: to the end of the year, in the last quarter to that of the next."""
    return date(today.year + (today.month >= 10), 12, 31)


@allow(*rules.READERS)
@require_safe
def rules_of_all(request: SignedInRequest) -> HttpResponse:
    """Every station with its rules and its next day; who runs a single one is led to it (3 queries)."""
    lines = stations_with_rules(request.user)
    if len(lines) == 1:
        return redirect("reception_days:station", lines[0].pk)
    told = [(row, [words(rule) for rule in row.in_force]) for row in lines]
    return render(request, "reception_days/rules.html", {"lines": told})


@allow(*rules.READERS)
@require_safe
def station(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rules, the days ahead, and who has how many turns this year (7 queries)."""
    row = scoped_or_404(Station.objects.visible_to(request.user).select_related("area", "kind"), pk=pk)
    today = timezone.localdate()
    ahead = ReceptionDay.objects.filter(station=row, day__gte=today).select_related("station")
    turns, _last = turns_at(row, today)
    deputies = [member.deputyship for member in deputies_at(row, today)]
    context = {
        "station": row,
        "rules": [(rule, words(rule)) for rule in row.rules.all()],
        "days": with_duties(ahead)[:SHOWN],
        "count": ahead.count(),
        "turns": [(one.person.name, f"{turns.get(one.pk, 0)} 次") for one in deputies],
        "can_keep": rules.keep_station.allows(request.user, row),
        "kinds": RuleKind.choices,
        "today": today,
    }
    return render(request, "reception_days/station.html", context)


@allow(*STAFF)
@never_cache
def add_rule(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Type a rule, look at its year, save it and plan its days."""
    row = kept_station(request, pk)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None, station=row)
    found = _previewed(form)
    if found is not None and "save" in request.POST:
        until = year_end(timezone.localdate())
        try:
            operations.add_rule(station=row, actor=request.user, until=until, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, f"规则已保存，接待日排到{dates.full_day(until)}")
            return redirect("reception_days:station", pk)
    context = {"station": row, "form": form, "kind": kind, "kinds": RuleKind.choices, **_shown(found)}
    return render(request, "reception_days/add_rule.html", context)


@allow(*STAFF)
@never_cache
def change_rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a rule, after a look at its year."""
    row = kept_rule(request, pk)
    make = CHANGE_FORMS[row.kind]
    form = make(request.POST or None, station=row.station, rule=row)
    found = _previewed(form)
    if found is not None and "save" in request.POST:
        version = form.cleaned_data["version"]
        until = year_end(timezone.localdate())
        try:
            _rule, made = operations.change_rule(
                rule=row, actor=request.user, version=version, until=until, **form.facts
            )
        except StaleVersion as stale:
            fresh = ReceptionRule.objects.select_related("station").get(pk=pk)
            return conflict_response(request, form, stale, current=make(station=row.station, rule=fresh))
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, f"规则已修改：{made.words}")
            return redirect("reception_days:station", row.station_id)
    context = {"station": row.station, "rule": row, "form": form, **_shown(found)}
    return render(request, "reception_days/change_rule.html", context)


@allow(*STAFF)
@never_cache
def stop_rule(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a rule with a day."""
    row = kept_rule(request, pk)
    form = StopForm(request.POST or None, initial={"last_day": timezone.localdate()})
    done: list[str] = []

    def save(last_day: date) -> ReceptionRule:
        rule, made = operations.stop_rule(rule=row, actor=request.user, last_day=last_day)
        done.append(f"规则用到{dates.day(last_day)}为止：{made.words}")
        return rule

    return answer(
        request,
        "reception_days/stop_rule.html",
        form,
        save,
        done=lambda _rule: done[0],
        url=lambda rule: rules_page(rule.station_id),
        context={"station": row.station, "rule": row, "rule_words": words(row)},
    )


@allow(*STAFF)
@never_cache
def plan_ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan what the rules give up to a day."""
    row = kept_station(request, pk)
    form = PlanForm(request.POST or None, initial={"until": year_end(timezone.localdate())})
    done: list[str] = []

    def save(until: date) -> Station:
        made = operations.plan_ahead(station=row, actor=request.user, until=until)
        done.append(f"接待日排到{dates.full_day(until)}：{made.words}")
        return row

    return answer(
        request,
        "reception_days/plan_ahead.html",
        form,
        save,
        done=lambda _station: done[0],
        url=lambda _station: rules_page(row.pk),
        context={"station": row, "rules": [words(rule) for rule in row.rules.all()]},
    )


def rules_page(station: int) -> str:
    """The address of a station's reception days."""
    return reverse("reception_days:station", args=[station])


def _previewed(form: RuleForm) -> Sequence[Occurrence] | None:
    """The year of a rule as typed; nothing when it cannot be read, or yields no day, which the form then says."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return operations.preview(form.rule)
    except ValidationError as error:
        form.add_error(None, at_its_fields(form, error))
        return None


def _shown(found: Sequence[Occurrence] | None) -> dict[str, object]:
    if found is None:
        return {"months": []}
    held = [one.day for one in found if one.day]
    calendar = current()
    return {
        "months": months_of(found),
        "held": len(held),
        "unknown": sorted({day.year for day in held if not calendar.is_known(day)}),
    }
