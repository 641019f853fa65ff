"""The list, one activity, its photos, and what the form offers while typing."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from activities import rules
from activities.days import parse_days
from activities.destinations import destinations
from activities.enums import ActivityState
from activities.models import Activity, ActivityKind, ActivityPhoto, Attachment
from activities.queries import by_manner, groups_of, people_options
from activities.queries.roll import roll_of
from activities.queries.roster import deputy_options
from activities.tables import ACTIVITIES
from activities.timeline import happenings
from activities.uses import offers_of, uses_of
from activities.workflow import WORKFLOW
from congress.access.decorators import allow
from congress.access.rules import available, scoped_or_404
from congress.documents.kept import photo_answer
from congress.web.files import kept_file
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies.enums import Standing


@allow(*rules.READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """All activities in scope."""
    return respond(ACTIVITIES, request)


@allow(*rules.READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One activity: facts, who took part, the text, photos, where it went, what happened to the record."""
    activities = Activity.objects.visible_to(request.user).select_related("kind", "area", "recorded_by")
    activity = scoped_or_404(activities, pk=pk)
    can_change = rules.change_activity.allows(request.user, activity)
    manners, roll = by_manner(activity), roll_of(activity)
    people = [part for _manner, parts in manners for part in parts]
    context = {
        "activity": activity,
        "manners": manners,
        "guests": [part.person for part in people if part.person.standing == Standing.HIGHER],
        "units": activity.units.select_related("organ"),
        "groups": activity.groups.all(),
        "roll": roll,
        "counted": activity.counted.all(),
        "agenda": activity.agenda.all(),
        "campaigns": activity.campaigns.all(),
        "deputy_groups": groups_of(activity, request.user),
        "photos": activity.photos.shown(),
        "attachments": activity.attachments.shown(),
        "destinations": destinations(activity, request.user, people=len(people), roll=roll),
        "uses": uses_of(activity, request.user),
        "offers": offers_of(activity, request.user) if activity.state == ActivityState.RECORDED else [],
        "happenings": happenings(activity),
        "can_change": can_change,
        "steps": {t.step for t in available(request.user, WORKFLOW, activity.state)} if can_change else set(),
    }
    return render(request, "activities/detail.html", context)


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of an activity in scope, small or full."""
    activities = Activity.objects.visible_to(request.user)
    row = scoped_or_404(ActivityPhoto.objects.filter(activity__in=activities), pk=pk)
    return photo_answer(row, size)


@allow(*rules.READERS)
@require_safe
@cache_control(private=True, max_age=3600)
def attachment(request: SignedInRequest, pk: int) -> FileResponse:
    """A document of an activity in scope, to be saved; its type is the one read from its content."""
    activities = Activity.objects.visible_to(request.user)
    row = scoped_or_404(Attachment.objects.filter(activity__in=activities), pk=pk)
    return kept_file(row.file.name, row.media_type, row.name, saved=True)


@allow(*rules.WRITERS)
@require_safe
def deputies(request: SignedInRequest) -> JsonResponse:
    """Deputies, groups and constituencies whose name contains ``q``, as the roster was on the ``days``."""
    found = deputy_options(request.user, request.GET.get("q", "")[:60], on=_first_day(request))
    return JsonResponse({"deputies": [asdict(option) for option in found]})


def _first_day(request: SignedInRequest) -> date:
    try:
        return parse_days(request.GET.get("days", ""), timezone.localdate()).start
    except ValidationError:
        return timezone.localdate()


@allow(*rules.WRITERS)
@require_safe
def people(request: SignedInRequest) -> JsonResponse:
    """People whose name contains ``q``, with the title they bear on the ``days`` at a ``kind`` of activity."""
    key = request.GET.get("kind", "")
    kind = ActivityKind.objects.filter(pk=int(key)).first() if key.isdecimal() else None
    found = people_options(request.user, request.GET.get("q", "")[:60], on=_first_day(request), kind=kind)
    return JsonResponse({"people": [asdict(option) for option in found]})
