"""The figures of stations as a page and a spreadsheet."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.documents.xlsx import download, workbook
from congress.figures.period import Period
from congress.web.fields import PortalDateField
from congress.web.forms import PortalForm
from congress.web.requests import SignedInRequest
from liaison_stations.matters.figures import Report, report, since_term
from liaison_stations.workflow import STAFF

_HEAD = (
    "联络站", "乡镇街道", "接待日（次）", "参加代表（人次）", "接待群众（批）", "接待群众（人次）",
    "收到事项（件）", "已解决（件）", "已办结（件）", "不予受理（件）",
)  # fmt: skip


class PeriodForm(PortalForm):
    """From one day to another."""

    since = PortalDateField(label="从", required=False)
    until = PortalDateField(label="到", required=False)


@allow(*STAFF, Role.LEADER, Role.COMMITTEE)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Stations side by side in a period, with their sum; ``?export`` gives the table as XLSX (R163–R165)."""
    asked = any(request.GET.get(name) for name in ("since", "until"))
    form = PeriodForm(request.GET if asked else None)
    choices = _choices(timezone.localdate())
    period = _period(form, choices)
    if not form.errors:
        form = PeriodForm(initial={"since": period.start, "until": period.end})
    found = report(request.user, period)
    if "export" in request.GET:
        title = f"联络站接待统计（{period.caption}）"
        return download(workbook(title, _HEAD, _rows(found)), f"{title}.xlsx")
    context = {
        "report": found,
        "form": form,
        "choices": choices,
        "links_matters": request.user.has_role(*STAFF, Role.LEADER),
    }
    return render(request, "matters/figures.html", context)


def _choices(today: date) -> list[Period]:
    """The periods the office speaks of."""
    term = since_term(today)
    named = [Period.this_month(today), Period.this_year(today), Period.twelve_months(today)]
    return [*named, term] if term else named


def _period(form: PeriodForm, choices: list[Period]) -> Period:
    """What was asked for; the year so far when it was nothing, or what cannot be read."""
    today = timezone.localdate()
    if not form.is_bound or not form.is_valid():
        return Period.this_year(today)
    until = form.cleaned_data["until"] or today
    since = form.cleaned_data["since"] or until.replace(month=1, day=1)
    if since > until:
        form.add_error("until", "止日不能早于起日")
        return Period.this_year(today)
    known = [one for one in choices if (one.start, one.end) == (since, until)]
    return known[0] if known else Period.between(since, until)


def _rows(found: Report) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (line.station.name, line.town, *vars(line.sums).values()) for line in found.lines
    ]
    return [*rows, ("合计", "", *vars(found.total).values())]
