"""The home page of each role."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from congress.access.decorators import allow_signed_in
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.kept import until_written
from congress.dashboard.queries import group_todos
from congress.figures.cards import cards
from congress.jobs.models import Job, JobState
from congress.web.registry import registry
from congress.web.shell import leads_only, shell_of

#: Who works on a phone: the home page is a phone's for those who have no other role.
PHONE_ROLES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
WAITING_SHOWN = 5
JOBS_SHOWN = 5
NOTICES_SHOWN = 5


@require_safe
@allow_signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Where each role begins: a leader with the overview, everybody else with what waits."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the gate lets nobody else in
    if leads_only(user):
        return redirect("dashboard:overview")
    return _waiting(request, user)


@require_safe
@allow_signed_in
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits for the user; the home page of all but leaders."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the gate lets nobody else in
    return _waiting(request, user)


def _waiting(request: HttpRequest, user: User) -> HttpResponse:
    """What the user has to do, by deadline; the figures of the year; what runs for them; the newest notices."""
    now = timezone.localtime()
    if user.roles <= PHONE_ROLES and shell_of(request).tabs:
        return render(request, "dashboard/phone_home.html", _phone(request, user, now))
    groups = group_todos(shell_of(request).todos, now)
    actions = sorted((a for a in registry.actions if user.has_role(*a.roles)), key=lambda a: a.order)
    jobs = Job.objects.asked_by(user).filter(state__in=[JobState.QUEUED, JobState.RUNNING])
    context = {
        "now": now,
        "year_start": now.date().replace(month=1, day=1),
        "groups": groups,
        "total": sum(len(group.todos) for group in groups),
        "late": sum(len(group.todos) for group in groups if group.late),
        "actions": [(action, reverse(action.url_name)) for action in actions],
        "figures": until_written("home.figures", user, lambda: list(cards(user, now.date()))),
        "jobs": jobs[:JOBS_SHOWN],
        "notices": list(registry.notices.recent(user, NOTICES_SHOWN)) if registry.notices else [],
    }
    return render(request, "dashboard/home.html", context)


def _phone(request: HttpRequest, user: User, now: datetime) -> dict[str, object]:
    """The home page of who works on a phone only: what comes next, what waits, the own records."""
    shell = shell_of(request)
    waiting = [todo for group in group_todos(shell.todos, now) for todo in group.todos]
    coming = [row for provider in registry.coming for row in provider(user)]
    lists = [provider(user) for provider in registry.phone_lists]
    at_hand = {tab.url for tab in shell.tabs}
    actions = sorted((a for a in registry.actions if user.has_role(*a.roles)), key=lambda a: a.order)
    doors = {reverse(a.url_name): (a.label, a.icon) for a in actions}
    doors |= {line.url: (line.label, line.icon) for block in shell.menu for line in block.lines}
    return {
        "now": now,
        "next": min(coming, key=lambda row: (row.day, row.begins_at), default=None),
        "waiting": waiting[:WAITING_SHOWN],
        "more": waiting[WAITING_SHOWN:],
        "total": len(waiting),
        "lists": [row for row in lists if row is not None],
        "doors": [(*door, url) for url, door in doors.items() if url not in at_hand],
    }
