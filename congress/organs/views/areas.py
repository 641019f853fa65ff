"""The area tree and the constituencies."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.organs import operations
from congress.organs.forms import AreaForm, ConstituencyForm, EditAreaForm, EditConstituencyForm
from congress.organs.models import Area, Constituency
from congress.organs.queries import area_tree
from congress.organs.rules import KEEPERS, READERS
from congress.organs.tables import CONSTITUENCIES
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


def _url(area: Area) -> str:
    return reverse("organs:area", args=[area.pk])


def _asked(request: SignedInRequest, name: str) -> dict[str, Any]:
    """A form opened from an area starts with that area chosen."""
    asked = request.GET.get(name, "")
    return {name: asked} if asked.isdecimal() else {}


@allow(*READERS)
@require_safe
def areas(request: SignedInRequest) -> HttpResponse:
    """The whole tree."""
    context = {"tree": area_tree(), "keeps": request.user.has_role(*KEEPERS)}
    return render(request, "organs/areas.html", context)


@allow(*READERS)
@require_safe
def area(request: SignedInRequest, pk: int) -> HttpResponse:
    """One area: what lies below it, its organs, its constituencies."""
    shown = scoped_or_404(Area.objects.select_related("parent"), pk=pk)
    context = {
        "area": shown,
        "children": shown.children.all(),
        "organs": shown.organs.all(),
        "constituencies": Constituency.objects.filter(area__path__startswith=shown.path).select_related(
            "area"
        ),
        "terms": shown.terms.all(),
        "keeps": request.user.has_role(*KEEPERS),
    }
    return render(request, "organs/area.html", context)


@allow(*KEEPERS)
def create_area(request: SignedInRequest) -> HttpResponse:
    """Add an area to the tree."""
    return answer(
        request,
        "organs/create_area.html",
        AreaForm(request.POST or None, initial=_asked(request, "parent")),
        partial(operations.create_area, actor=request.user),
        done=lambda made: f"已增加{made.name}",
        url=_url,
    )


@allow(*KEEPERS)
def edit_area(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an area, or move it with all below it."""
    edited = scoped_or_404(Area.objects, pk=pk)
    return answer(
        request,
        "organs/edit_area.html",
        EditAreaForm(request.POST or None, instance=edited),
        partial(operations.edit_area, area=edited, actor=request.user),
        done=lambda saved: f"{saved.name}已更新",
        url=_url,
        context={"area": scoped_or_404(Area.objects, pk=pk)},
    )


@allow(*READERS)
def constituencies(request: SignedInRequest) -> HttpResponse:
    """All constituencies."""
    return respond(CONSTITUENCIES, request)


@allow(*KEEPERS)
def create_constituency(request: SignedInRequest) -> HttpResponse:
    """Add a constituency."""
    return answer(
        request,
        "organs/create_constituency.html",
        ConstituencyForm(request.POST or None, initial=_asked(request, "area")),
        partial(operations.create_constituency, actor=request.user),
        done=lambda made: f"已增加{made.name}",
        url=lambda made: reverse("organs:constituencies"),
    )


@allow(*KEEPERS)
def edit_constituency(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a constituency."""
    edited = scoped_or_404(Constituency.objects, pk=pk)
    return answer(
        request,
        "organs/edit_constituency.html",
        EditConstituencyForm(request.POST or None, instance=edited),
        partial(operations.edit_constituency, constituency=edited, actor=request.user),
        done=lambda saved: f"{saved.name}已更新",
        url=lambda saved: reverse("organs:constituencies"),
    )
