"""The sheets of stations: which are out of date, each as PDF, put up and noted down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.jobs import operations as jobs
from congress.web.requests import SignedInRequest
from liaison_stations import rules
from liaison_stations.days.queries import with_duties
from liaison_stations.enums import WallKind
from liaison_stations.models import ReceptionDay, Station, WallSheet
from liaison_stations.operations import wall as operations
from liaison_stations.wall import notices
from liaison_stations.wall.content import Wall
from liaison_stations.wall.forms import PutUpForm
from liaison_stations.wall.jobs import KIND, title_of
from liaison_stations.wall.regulations import missing_at, missing_words
from liaison_stations.wall.standing import asking_words, standings_kept, standings_now
from liaison_stations.workflow import OFFICE, STAFF

#: Earlier sheets named on the page of a station.
_EARLIER = 12
_PAPERS = ("A4", "A3")


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """The stations in scope with the sheets that are out of date, as this morning found them."""
    today, only_old = timezone.localdate(), request.GET.get("only") == "old"
    seen: QuerySet[Station] = Station.objects.visible_to(request.user).in_service(today)
    stations = list(seen.filter(kind__is_station=True).select_related("area").order_by("area__order", "pk"))
    sheets, lacking = standings_kept(stations, today), missing_at(stations)
    rows = [(row, asking_words(sheets[row.pk]), lacking[row.pk]) for row in stations]
    asking = [line for line in rows if line[1] or line[2]]
    context = {
        "rows": asking if only_old else rows,
        "all": len(rows),
        "asking": len(asking),
        "only_old": only_old,
        "sets_rules": request.user.has_role(*OFFICE),
    }
    return render(request, "station_wall/index.html", context)


def station_of(request: SignedInRequest, pk: int) -> Station:
    """The station, or 404 out of scope."""
    rows: Any = Station.objects.visible_to(request.user)
    row: Station = scoped_or_404(rows.select_related("kind", "area"), pk=pk)
    return row


@allow(*rules.READERS)
@never_cache
@require_safe
def station(request: SignedInRequest, pk: int) -> HttpResponse:
    """What hangs on the wall of one station, compared with the records of this moment."""
    row, today = station_of(request, pk), timezone.localdate()
    wall = Wall(row, today)
    found, regulations = standings_now(wall), wall.regulations
    earlier = row.wall_sheets.filter(is_up=False, withdrawn_at=None).select_related("printed_by")
    context = {
        "station": row,
        "sheets": found,
        "papers": _PAPERS,
        "today": today,
        "ready": [sheet for sheet in found if not sheet.is_empty],
        "asking": sum(sheet.asks for sheet in found),
        "regulations": regulations,
        "regulation_words": missing_words(regulations),
        "month": notices.asked_month("", row, today),
        "months": notices.months_ahead(today),
        "earlier": earlier[:_EARLIER],
        "keeps": request.user.has_role(*STAFF) and rules.keep_station.allows(request.user, row),
        "sets_rules": request.user.has_role(*OFFICE),
    }
    return render(request, "station_wall/station.html", context)


@allow(*STAFF)
@require_POST
def put_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note down that one sheet hangs now, or all that have something on them."""
    row, form = station_of(request, pk), PutUpForm(request.POST)
    address = reverse("station_wall:station", args=[pk])
    if not form.is_valid() or not form.seen:
        conflict = Conflict("这一页不完整，请重新打开再登记")
        conflict.url = address
        raise conflict
    try:
        sheets = operations.put_up(station=row, seen=form.seen, actor=request.user)
    except Conflict as conflict:
        conflict.url = address
        raise
    names = "、".join(WallKind(sheet.kind).label for sheet in sheets)
    messages.success(request, f"已登记上墙：{names}")
    return redirect(address)


@allow(*STAFF)
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what was noted down by mistake today."""
    kept = Station.objects.kept_by(request.user)
    sheet: WallSheet = scoped_or_404(WallSheet.objects.filter(station__in=kept), pk=pk)
    address = reverse("station_wall:station", args=[sheet.station_id])
    try:
        operations.take_back(sheet=sheet, actor=request.user)
    except Conflict as conflict:
        conflict.url = address
        raise
    messages.success(request, f"{sheet.get_kind_display()}：今天的登记已撤回")
    return redirect(address)


@allow(*rules.READERS)
@require_safe
@never_cache
def sheet_pdf(request: SignedInRequest, pk: int, wall: str) -> HttpResponse:
    """A sheet, the door plate or the notice of ``?month=`` as PDF on ``?paper=``."""
    # Printing is 60 MB of code that most processes of the web server never need.
    from liaison_stations.wall.layout import Addresses, Layout  # noqa: PLC0415

    row, today = station_of(request, pk), timezone.localdate()
    here = Wall(row, today)
    layout = Layout(here, Addresses(_root(request)))
    if wall == "plate":
        return _pdf(request, f"{row}站牌", layout.plate)
    if wall == "notice":
        month = notices.asked_month(request.GET.get("month", ""), row, today)
        days = notices.days_of_month(row, month)
        if not days:
            raise Conflict(f"{notices.month_words(month)}没有接待日，先排好再打印公告")
        words = notices.month_words(month)
        return _pdf(request, f"{row}{words}接待公告", lambda: layout.notice(days, words))
    if wall not in WallKind.values:
        raise Http404
    if here.says_nothing(wall):
        raise Conflict(f"{WallKind(wall).label}还没有内容，打印出来是空的")
    return _pdf(request, f"{row}{WallKind(wall).label}", lambda: layout.sheet(wall))


@allow(*rules.READERS)
@require_safe
@never_cache
def day_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The notice of one reception day as PDF."""
    from liaison_stations.wall.layout import Addresses, Layout  # noqa: PLC0415 - as above

    visible = with_duties(ReceptionDay.objects.visible_to(request.user).standing())
    day: ReceptionDay = scoped_or_404(visible.select_related("station__kind", "station__area"), pk=pk)
    layout = Layout(Wall(day.station, timezone.localdate()), Addresses(_root(request)))
    name = f"{day.station}{day.day:%Y%m%d}接待公告"
    return _pdf(request, name, lambda: layout.notice([day], notices.day_words(day.day)))


@allow(*rules.READERS)
@require_POST
def print_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Plate, sheets and the next notice as one PDF, by a worker."""
    row = station_of(request, pk)
    month = notices.asked_month("", row, timezone.localdate())
    params = {
        "station": pk,
        "root": _root(request),
        "paper": _paper(request.POST),
        "month": month.isoformat(),
    }
    job = jobs.start(kind=KIND, title=title_of(row), actor=request.user, params=params)
    return redirect("jobs:progress", job.pk)


def require_kept(request: SignedInRequest, pk: int) -> Station:
    """The station, if the user keeps it; 403 for whoever only sees it."""
    row = station_of(request, pk)
    require_rule(request.user, rules.keep_station, row)
    return row


def _root(request: SignedInRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _paper(asked: Any) -> str:
    paper = str(asked.get("paper", ""))
    return paper if paper in _PAPERS else _PAPERS[0]


def _pdf(request: SignedInRequest, name: str, drawn: Callable[[], str]) -> HttpResponse:
    """A PDF shown in the browser; what keeps it from being printed is said as a conflict."""
    from congress.documents.pdf.fonts import SubsetterMissing  # noqa: PLC0415 - as above
    from liaison_stations.wall.printing import Paper, print_sheets  # noqa: PLC0415 - as above

    try:
        data = print_sheets(name, drawn(), Paper(_paper(request.GET))).bytes
    except SubsetterMissing as error:
        raise Conflict(str(error)) from error
    headers = {"Content-Disposition": content_disposition_header(False, f"{name}.pdf") or "inline"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
