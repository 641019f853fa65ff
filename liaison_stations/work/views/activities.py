"""Activities of stations: the list, one of them, entering and correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.models import Activity, ActivityPhoto
from activities.queries.roster import on_roll
from activities.rules import READERS as LOG_READERS
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.documents.kept import photo_answer
from congress.web.conflict import conflict_response
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields
from liaison_stations import rules
from liaison_stations.models import Station, StationActivity
from liaison_stations.operations import work as operations
from liaison_stations.work.forms import AdoptForm, ChangeWorkForm, WorkForm
from liaison_stations.work.tables import WORK
from liaison_stations.workflow import KEEPERS, STAFF


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The activities of the stations in scope."""
    return respond(WORK, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One activity of a station."""
    rows = StationActivity.objects.visible_to(request.user)
    row = scoped_or_404(
        rows.select_related("station__area", "activity__kind", "subject", "recorded_by"), pk=pk
    )
    keeps = rules.keep_activity.allows(request.user, row)
    context = {
        "work": row,
        "activity": row.activity,
        "functions": row.functions.all(),
        "deputies": on_roll(row.activity),
        "photos": row.activity.photos.shown(),
        "keeps": keeps,
        "parts": keeps and request.user.has_role(*KEEPERS) and row.activity.organiser != row.station.name,
        "log_url": _log_url(request, row),
    }
    return render(request, "station_work/detail.html", context)


def _log_url(request: SignedInRequest, row: StationActivity) -> str:
    """The page of the log, for who may open it."""
    if not request.user.has_role(*LOG_READERS):
        return ""
    seen = Activity.objects.visible_to(request.user).filter(pk=row.activity_id).exists()
    return reverse("activities:detail", args=[row.activity_id]) if seen else ""


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of an activity of a station in scope, small or full."""
    seen = StationActivity.objects.visible_to(request.user).order_by().values("activity")
    row = scoped_or_404(ActivityPhoto.objects.shown().filter(activity__in=seen), pk=pk)
    return photo_answer(row, size)


@allow(*STAFF)
@never_cache
def record_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Log what the station did; it stands in the activity log and in the books at once."""
    station = _kept(request, pk)
    form = WorkForm(request.POST or None, request.FILES or None, station=station)

    def save(**_cleaned: object) -> StationActivity:
        token = form.cleaned_data["token"]
        return operations.record_work(station=station, actor=request.user, token=token, **form.facts)

    return answer(
        request,
        "station_work/record_work.html",
        form,
        save,
        done=lambda _row: "本站活动已登记，台账里也有了",
        url=_page,
        context={"station": station},
    )


@allow(*STAFF)
@never_cache
def change_work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct it, in the log as well."""
    rows = StationActivity.objects.kept_by(request.user).select_related("station__area", "activity__kind")
    row = scoped_or_404(rows, pk=pk)
    form = ChangeWorkForm(request.POST or None, request.FILES or None, station=row.station, work=row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_work(work=row, actor=request.user, version=version, **form.facts)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        except StaleVersion as stale:
            fresh = StationActivity.objects.select_related("station", "activity__kind").get(pk=pk)
            current = ChangeWorkForm(station=fresh.station, work=fresh)
            return conflict_response(request, form, stale, current=current)
        else:
            messages.success(request, "已更新")
            return redirect(_page(row))
    return render(request, "station_work/change_work.html", {"form": form, "work": row})


@allow(*KEEPERS)
@never_cache
def adopt_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count an activity of the log as one of the station."""
    station = _kept(request, pk)

    def save(activity: Activity) -> StationActivity:
        return operations.adopt_activity(station=station, activity=activity, actor=request.user)

    return answer(
        request,
        "station_work/adopt_activity.html",
        AdoptForm(request.POST or None, station=station),
        save,
        done=lambda _row: "已算作本站的活动",
        url=_page,
        context={"station": station},
    )


@allow(*KEEPERS)
@require_POST
def part_with_activity(request: SignedInRequest, pk: int) -> HttpResponse:
    """An activity is not one of the station after all."""
    rows = StationActivity.objects.kept_by(request.user).select_related("station")
    row = scoped_or_404(rows, pk=pk)
    operations.part_with_activity(work=row, actor=request.user)
    messages.success(request, "不再算作本站的活动，活动登记里还在")
    return redirect("liaison_stations:detail", row.station_id)


def _kept(request: SignedInRequest, pk: int) -> Station:
    return scoped_or_404(Station.objects.kept_by(request.user).select_related("area__parent", "kind"), pk=pk)


def _page(row: StationActivity) -> str:
    return reverse("station_work:detail", args=[row.pk])
