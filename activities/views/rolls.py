"""Who came, noted at the desk."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from activities import operations, rules
from activities.enums import ActivityState
from activities.forms import RollForm
from activities.models import Activity
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.web.fields import parse_day
from congress.web.requests import SignedInRequest


@allow(*rules.WRITERS)
@never_cache
def mark_attendance(request: SignedInRequest, pk: int) -> HttpResponse:
    """State and reason of leave of every deputy on the roll, of one day where the roll is called daily."""
    activity = scoped_or_404(Activity.objects.visible_to(request.user).select_related("kind"), pk=pk)
    require_rule(request.user, rules.change_activity, activity)
    if activity.state != ActivityState.RECORDED:
        raise Conflict("这次活动已撤回，恢复之后才能点名")
    days = operations.days_called(activity)
    day = _day(request, days)
    rows = activity.attendances.filter(day=day).select_related("deputyship__person", "deputyship__term__area")
    ordered = list(rows.order_by("deputyship__person__pinyin", "deputyship_id"))
    form = RollForm(request.POST or None, rows=ordered)
    if request.method == "POST" and form.is_valid():
        changed = operations.mark_attendance(activity=activity, actor=request.user, marks=form.marks)
        messages.success(request, f"已更新 {changed} 位代表的出席情况" if changed else "出席情况没有变化")
        return redirect("activities:detail", pk)
    context = {"activity": activity, "form": form, "days": days, "day": day}
    return render(request, "activities/mark_attendance.html", context)


def _day(request: SignedInRequest, days: list[date | None]) -> date | None:
    try:
        asked = parse_day(request.GET.get("day", ""))
    except ValidationError:
        return days[0]
    return asked if asked in days else days[0]
