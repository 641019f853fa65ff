"""Reception days as a list, as a month, as the months of a year; one day and what is done with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.rules import READERS as LOG_READERS
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import available, scoped_or_404
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from liaison_stations import rules
from liaison_stations.days import queries
from liaison_stations.days.forms import ChangeDayForm, DayForm, LeadersForm, ReasonForm
from liaison_stations.days.plugs import plugged_into
from liaison_stations.days.showing import STATES, date_words, duties_shown, facts_of, table_of
from liaison_stations.days.tables import DAYS
from liaison_stations.days.views.keeping import kept_day, kept_station, leading_back
from liaison_stations.enums import DayState
from liaison_stations.models import ReceptionDay, Station
from liaison_stations.operations import day_parts
from liaison_stations.operations import days as operations
from liaison_stations.workflow import DAY_WORKFLOW, STAFF

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """All reception days in scope."""
    return respond(DAYS, request)


@allow(*rules.READERS)
@require_safe
def month(request: SignedInRequest) -> HttpResponse:
    """A month with what takes place on its days, of all stations or of one."""
    first = _month_asked(request)
    rows = ReceptionDay.objects.visible_to(request.user).standing().select_related("station")
    stations = Station.objects.visible_to(request.user).filter(days__isnull=False).distinct().order_by("name")
    chosen = next((row for row in stations if str(row.pk) == request.GET.get("station")), None)
    if chosen is not None:
        rows = rows.filter(station=chosen)
    context = {
        "first": first,
        "before": _neighbour(first, -1),
        "after": _neighbour(first, 1),
        "weeks": queries.month(rows, first.year, first.month),
        "stations": stations,
        "chosen": chosen.pk if chosen else "",
    }
    return render(request, "reception_days/month.html", context)


@allow(*rules.READERS)
@require_safe
def months(request: SignedInRequest) -> HttpResponse:
    """Which station held receptions in which month, with the gaps, and what the year came to (R162)."""
    today = timezone.localdate()
    first = queries.first_year(request.user)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and first <= int(asked) <= today.year else today.year
    lines = queries.year_of(queries.expected_at(request.user), year, today)
    days = ReceptionDay.objects.visible_to(request.user).filter(day__year=year)
    expected = sum(held is not None for line in lines for held in line.months)
    context = {
        "year": year,
        "years": range(first, today.year + 1),
        "lines": lines,
        "gaps": [line for line in lines if line.gaps],
        "of_expected": f"／{expected} 个",
        "held": sum(bool(held) for line in lines for held in line.months),
        "tally": queries.tally(days),
        "this_month": today.month if year == today.year else 0,
        "numbers": range(1, 13),
    }
    return render(request, "reception_days/months.html", context)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One day: when and where, who is on duty, what it came to, what can be done now."""
    rows = ReceptionDay.objects.visible_to(request.user)
    row = scoped_or_404(
        rows.select_related("station__area", "station__kind", "rule", "hosted_by", "activity"), pk=pk
    )
    can_keep = rules.keep_day.allows(request.user, row)
    steps = available(request.user, DAY_WORKFLOW, row.state) if can_keep else []
    context = {
        "day": row,
        "heading": date_words(row),
        "state": STATES[row.state],
        "facts": facts_of(row, shows_link=can_keep),
        "plugged": plugged_into(row, request.user),
        "can_lead": can_keep and not row.is_future and row.state != DayState.CANCELLED,
        "duties": duties_shown(row),
        "can_keep": can_keep,
        "steps": {step.step for step in steps if not (step.step == "open_day" and row.is_future)},
        "can_change": can_keep and row.state in operations.CHANGEABLE,
        "ahead": row.day >= timezone.localdate() and row.state == "planned",
        "table_url": table_of(row) if can_keep else "",
        "activity_url": _activity_of(request, row),
        "matter_count": row.matters.count(),
        "figures": queries.tally(ReceptionDay.objects.filter(pk=row.pk))
        if row.state in queries.HELD
        else None,
    }
    return render(request, "reception_days/detail.html", context)


@allow(*STAFF)
@never_cache
def plan_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plan a day by hand, or write down one that was held."""
    station = kept_station(request, pk)
    form = DayForm(request.POST or None, initial={"day": timezone.localdate()})

    def save(**_cleaned: object) -> ReceptionDay:
        return operations.plan_day(station=station, actor=request.user, **form.facts)

    return answer(
        request,
        "reception_days/plan_day.html",
        form,
        save,
        done=lambda _day: "接待日已加上",
        url=_page,
        context={"station": station},
    )


@allow(*STAFF)
@never_cache
def change_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change when, where and how."""
    row = kept_day(request, pk)
    form = ChangeDayForm(request.POST or None, day=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            with leading_back(pk):
                operations.change_day(day=row, actor=request.user, version=version, **form.facts)
        except StaleVersion as stale:
            current = ChangeDayForm(day=ReceptionDay.objects.get(pk=pk))
            return conflict_response(request, form, stale, current=current)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, "接待日已修改")
            return redirect("reception_days:detail", pk)
    return render(request, "reception_days/change_day.html", {"day": row, "form": form})


@allow(*STAFF)
@never_cache
def cancel_day(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a day off."""
    row = kept_day(request, pk, "cancel_day")
    form = ReasonForm(request.POST or None)

    def save(reason: str) -> ReceptionDay:
        with leading_back(pk):
            return operations.cancel_day(day=row, actor=request.user, reason=reason)

    return answer(
        request,
        "reception_days/cancel_day.html",
        form,
        save,
        done=lambda _day: "这次接待已取消",
        url=_page,
        context={"day": row},
    )


@allow(*STAFF)
@never_cache
def set_leaders(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down which leaders of party and government took part (R181)."""
    row = kept_day(request, pk)
    typed = "\n".join(f"{one.name} {one.post}" for one in row.leaders.all())
    form = LeadersForm(request.POST or None, initial={"leaders": typed})

    def save(leaders: list[tuple[str, str]]) -> ReceptionDay:
        with leading_back(pk):
            return day_parts.set_leaders(day=row, actor=request.user, leaders=leaders)

    return answer(
        request,
        "reception_days/set_leaders.html",
        form,
        save,
        done=lambda _day: "参加接待的党政领导已登记",
        url=_page,
        context={"day": row},
    )


def _step(operation: Callable[..., ReceptionDay], done: str) -> Callable[..., HttpResponse]:
    """The view of a step that asks nothing."""

    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = kept_day(request, pk)
        try:
            with leading_back(pk):
                operation(day=row, actor=request.user)
        except ValidationError as error:
            messages.warning(request, "；".join(error.messages))
        else:
            messages.success(request, done)
        return redirect("reception_days:detail", pk)

    return allow(*STAFF)(require_POST(view))


announce_day = _step(operations.announce_day, "已通知接待代表")
open_day = _step(operations.open_day, "接待已开始")
close_day = _step(operations.close_day, "接待已结束，已记入工作记录")
resume_day = _step(operations.resume_day, "可以继续登记，登记完再点结束接待")
restore_day = _step(operations.restore_day, "这次接待已恢复")


def _activity_of(request: SignedInRequest, row: ReceptionDay) -> str:
    """The page of the activity that was logged, for those who may open it."""
    if row.activity_id is None or not request.user.has_role(*LOG_READERS):
        return ""
    return reverse("activities:detail", args=[row.activity_id])


def _page(row: ReceptionDay) -> str:
    return reverse("reception_days:detail", args=[row.pk])


def _month_asked(request: SignedInRequest) -> date:
    """The first of the month asked for, or of this one."""
    found = _MONTH.fullmatch(request.GET.get("month", ""))
    today = timezone.localdate()
    if found and 2000 <= int(found[1]) <= 2099 and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today.replace(day=1)


def _neighbour(first: date, step: int) -> date:
    number = first.year * 12 + first.month - 1 + step
    return date(number // 12, number % 12 + 1, 1)
