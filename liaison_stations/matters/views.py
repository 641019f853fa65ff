"""Matters at the desk: the list, one matter, its steps; and what a deputy heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import Rule, require, scoped_or_404
from congress.accounts.enums import Role
from congress.documents.kept import photo_answer
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from liaison_stations import rules
from liaison_stations.enums import Destination, MatterState
from liaison_stations.matters.citizens import masked
from liaison_stations.matters.plugs import plugged_into
from liaison_stations.matters.queries import heard_by, page_rows
from liaison_stations.matters.seams import became
from liaison_stations.matters.showing import happenings, state_shown, waited_for
from liaison_stations.matters.steps import (
    RATE_DEED,
    RATE_DEED_LABEL,
    STEP_PAGES,
    StepPage,
    actions_of,
)
from liaison_stations.matters.tables import MATTERS
from liaison_stations.models import Citizen, Matter, MatterPhoto
from liaison_stations.operations import answering
from liaison_stations.workflow import MATTER_WORKFLOW, STAFF

_DEPUTIES = (Role.DEPUTY, Role.GROUP_LEADER)
#: Matters a deputy's phone shows at once.
_SHOWN = 50


@allow(*rules.MATTER_READERS)
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Matters in scope."""
    return respond(MATTERS, request)


@allow(*rules.MATTER_READERS, *_DEPUTIES)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One matter: what it is, who handles it, what happened, what can be done; a deputy's own on the phone."""
    if not request.user.has_role(*rules.MATTER_READERS):
        return redirect("matters:heard", pk)
    return _page(request, pk)


@allow(*rules.MATTER_READERS)
@never_cache
@require_POST
def reveal(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same page with the citizen's name and phone, once; it is written to the audit trail (R316)."""
    row = scoped_or_404(Matter.objects.visible_to(request.user), pk=pk)
    return _page(request, pk, answering.reveal(matter=row, actor=request.user), opened=True)


def step_view(step: str) -> Callable[..., HttpResponse]:
    """The page of one step: its form, then the operation, then the matter in its new state."""
    transition, page = MATTER_WORKFLOW[step], STEP_PAGES[step]

    @allow(*(Role(role) for role in transition.roles))
    @never_cache
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        rule = rules.answer_matter if step == "answer" else rules.keep_matter
        row = _of(request, rule, pk)
        with _leading_back(row):
            require(request.user, transition, row.state)
            return _stepped(request, row, page, transition.label, undo=transition.undo)

    return view


@allow(*(Role(role) for role in STAFF))
@never_cache
def rate_deed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The station asked the citizen how it was carried out (R221)."""
    row = _of(request, rules.keep_matter, pk)
    with _leading_back(row):
        return _stepped(request, row, RATE_DEED, RATE_DEED_LABEL)


def _of(request: SignedInRequest, rule: Rule, pk: int) -> Matter:
    rows = Matter.objects.filter(rule.as_q(request.user)).select_related("station__area", "heard_by")
    return scoped_or_404(rows, pk=pk)


def _leading_back(row: Matter) -> AbstractContextManager[None]:
    """Whoever came too late is led to the matter."""
    return leading_to(reverse("matters:detail", args=[row.pk]))


def _stepped(
    request: SignedInRequest, row: Matter, page: StepPage, label: str, *, undo: bool = False
) -> HttpResponse:
    def save(**facts: object) -> Matter:
        result: Matter = page.operation(matter=row, actor=request.user, **facts)
        return result

    url = reverse("matters:detail", args=[row.pk])
    return answer(
        request,
        "matters/step.html",
        page.form(request.POST or None, matter=row, user=request.user),
        save,
        done=lambda _row: page.done,
        url=lambda _row: url,
        context={"matter": row, "label": label, "undo": undo, "lead": page.lead, "up_url": url},
    )


@allow(*rules.MATTER_READERS, *_DEPUTIES)
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request: SignedInRequest, pk: int, size: str) -> FileResponse:
    """A photo of a matter in scope, small or full."""
    rows = MatterPhoto.objects.shown().filter(matter__in=Matter.objects.visible_to(request.user))
    row = scoped_or_404(rows, pk=pk)
    return photo_answer(row, size)


@allow(*_DEPUTIES)
@never_cache
@require_safe
def heard_list(request: SignedInRequest) -> HttpResponse:
    """What this deputy heard at stations, and how far it is (R077)."""
    matters = list(heard_by(request.user)[:_SHOWN])
    links = became(matters, request.user)
    rows = [(row, state_shown(row), waited_for(row), links.get(row.pk)) for row in matters]
    return render(request, "matters/heard_list.html", {"rows": rows})


@allow(*_DEPUTIES)
@never_cache
@require_safe
def heard(request: SignedInRequest, pk: int) -> HttpResponse:
    """One matter this deputy heard, without the citizen."""
    row = scoped_or_404(page_rows(heard_by(request.user)), pk=pk)
    context = {
        "matter": row,
        "state": state_shown(row),
        "waited_for": waited_for(row),
        "became": became([row], request.user).get(row.pk),
        "photos": row.photos.shown(),
        "can_call_again": row.state in {MatterState.TOLD, MatterState.CLOSED},
        "happenings": happenings(row, row.steps.all(), names=False),
    }
    return render(request, "matters/heard.html", context)


def _page(
    request: SignedInRequest, pk: int, citizen: Citizen | None = None, *, opened: bool = False
) -> HttpResponse:
    user = request.user
    row = scoped_or_404(page_rows(Matter.objects.visible_to(user)), pk=pk)
    knows = row.citizen_id is not None and rules.reveal_citizen.allows(user, row)
    # As it was written it may name anybody: it is opened the same way, and only by the station.
    as_sent = row.original not in {"", row.account, f"{row.title}\n{row.account}"}
    keeps_original = as_sent and rules.keep_matter.allows(user, row)
    extra = plugged_into(row, user)
    actions = [*actions_of(user, row), *extra.actions]
    context = {
        "matter": row,
        "state": state_shown(row),
        "facts": [*_facts(row), *extra.facts],
        "who": masked(row.citizen, knows=knows),
        "citizen": citizen,
        "can_reveal": (knows or keeps_original) and not opened,
        "actions": [one for one in actions if one.kind != "undo"],
        "undoing": [one for one in actions if one.kind == "undo"],
        "waited_for": waited_for(row),
        "became": became([row], user).get(row.pk),
        "photos": row.photos.shown(),
        "happenings": _lines(row),
        "has_original": keeps_original,
        "shows_original": keeps_original and opened,
    }
    return render(request, "matters/detail.html", context)


def _lines(row: Matter) -> list[Happening]:
    return happenings(row, row.steps.all())


def _facts(row: Matter) -> list[tuple[str, object]]:
    who = "　".join(part for part in (row.organ.short_name if row.organ else "", row.handler) if part)
    told = [str(row.get_told_by_display()), dates.day(row.told_at)] if row.told_at else []
    about = "群众对答复" if row.destination == Destination.SUGGESTION else "群众评价"
    refused = [str(row.get_refusal_display()), row.reason] if row.refusal else []
    return [
        ("联络站", row.station.name),
        ("收到", f"{dates.full_day(row.received_at)}　{row.get_origin_display()}"),
        ("接待代表", row.heard_by.person.name if row.heard_by else ""),
        ("类别", row.category.name if row.category else ""),
        ("同来人数", f"{row.reception.people} 人" if row.reception and row.reception.people > 1 else ""),
        ("分办去向", row.get_destination_display()),
        ("不予受理原因", "　".join(part for part in refused if part)),
        ("承办", who),
        ("告知群众", "　".join(told)),
        (about, "　".join(part for part in (row.get_rating_display(), row.rating_words) if part)),
        ("群众对落实", "　".join(part for part in (row.get_deed_rating_display(), row.deed_words) if part)),
    ]
