"""The home page of each role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow_signed_in
from congress.accounts.models import User
from congress.dashboard.queries import group_todos
from congress.figures.cards import cards
from congress.jobs.models import Job, JobState
from congress.web.registry import registry
from congress.web.shell import shell_of

JOBS_SHOWN = 5
NOTICES_SHOWN = 5


@require_safe
@allow_signed_in
def home(request: HttpRequest) -> HttpResponse:
    """What the user has to do, by deadline; the figures of the year; what runs for them; the newest notices."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the gate lets nobody else in
    now = timezone.localtime()
    groups = group_todos(shell_of(request).todos, now)
    actions = sorted((a for a in registry.actions if user.has_role(*a.roles)), key=lambda a: a.order)
    jobs = Job.objects.visible_to(user).filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    context = {
        "now": now,
        "year_start": now.date().replace(month=1, day=1),
        "groups": groups,
        "total": sum(len(group.todos) for group in groups),
        "late": sum(len(group.todos) for group in groups if group.late),
        "actions": [(action, reverse(action.url_name)) for action in actions],
        "figures": list(cards(user, now.date())),
        "jobs": jobs[:JOBS_SHOWN],
        "notices": list(registry.notices.recent(user, NOTICES_SHOWN)) if registry.notices else [],
    }
    return render(request, "dashboard/home.html", context)
