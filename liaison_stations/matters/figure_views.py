"""The figures of stations as a page and a spreadsheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.documents.xlsx import download, workbook
from congress.figures.asked import asked_period
from congress.web.requests import SignedInRequest
from liaison_stations.matters.figures import Report, report
from liaison_stations.workflow import STAFF

_HEAD = (
    "联络站", "乡镇街道", "接待日（次）", "参加代表（人次）", "接待群众（批）", "接待群众（人次）",
    "收到事项（件）", "已解决（件）", "已办结（件）", "不予受理（件）",
)  # fmt: skip


@allow(*STAFF, Role.LEADER, Role.COMMITTEE)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Stations side by side in a period, with their sum; ``?export`` gives the table as XLSX (R163–R165)."""
    asked = asked_period(request)
    period = asked.period
    if period is None:
        return render(request, "matters/figures.html", {"asked": asked, "report": None})
    found = report(request.user, period)
    if "export" in request.GET:
        title = f"联络站接待统计（{period.caption}）"
        return download(workbook(title, _HEAD, _rows(found)), f"{title}.xlsx")
    context = {
        "report": found,
        "asked": asked,
        "links_matters": request.user.has_role(*STAFF, Role.LEADER),
    }
    return render(request, "matters/figures.html", context)


def _rows(found: Report) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        (line.station.name, line.town, *vars(line.sums).values()) for line in found.lines
    ]
    return [*rows, ("合计", "", *vars(found.total).values())]
