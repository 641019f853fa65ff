"""The organ register."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.audit.models import AuditEvent
from congress.organs import operations
from congress.organs.forms import CloseForm, CreateForm, EditForm, RenameForm
from congress.organs.models import Organ
from congress.organs.rules import KEEPERS, READERS
from congress.organs.tables import ORGANS
from congress.web.lists.page import respond
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


def _url(organ: Organ) -> str:
    return reverse("organs:detail", args=[organ.pk])


@allow(*READERS)
def index(request: SignedInRequest) -> HttpResponse:
    """All units, those that are no more included."""
    return respond(ORGANS, request)


@allow(*READERS)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: what it is, the names it bore, what stands below it, what was done."""
    organ = scoped_or_404(Organ.objects.select_related("area", "parent"), pk=pk)
    events = AuditEvent.objects.filter(object_type=Organ._meta.label, object_id=str(organ.pk))
    context = {
        "organ": organ,
        "names": organ.names.all(),
        "children": organ.children.all(),
        "keeps": request.user.has_role(*KEEPERS),
        "happenings": [Happening(e.verb_label, e.actor_name, at=e.at) for e in events[:50]],
    }
    return render(request, "organs/detail.html", context)


@allow(*KEEPERS)
def create(request: SignedInRequest) -> HttpResponse:
    """Enter a unit; an address may name its kind and its area."""
    return answer(
        request,
        "organs/create.html",
        CreateForm(request.POST or None, initial=request.GET.dict()),
        partial(operations.create, actor=request.user),
        done=lambda organ: f"已登记{organ.short_name}",
        url=_url,
    )


@allow(*KEEPERS)
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a unit is and where it stands."""
    organ = scoped_or_404(Organ.objects, pk=pk)
    return answer(
        request,
        "organs/edit.html",
        EditForm(request.POST or None, instance=organ),
        partial(operations.edit, organ=organ, actor=request.user),
        done=lambda organ: f"{organ.short_name}已更新",
        url=_url,
        context={"organ": organ},
    )


@allow(*KEEPERS)
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new name that leaves the old one with the past, or the right spelling of the present one."""
    organ = scoped_or_404(Organ.objects, pk=pk)
    initial = {"name": organ.name, "short_name": organ.short_name}

    def save(*, how: str, last_day: object, **names: str) -> Organ:
        actor = request.user
        if how == "correct":
            return operations.correct_name(organ=organ, actor=actor, **names)
        return operations.rename(organ=organ, actor=actor, last_day=last_day, **names)  # type: ignore[arg-type]

    return answer(
        request,
        "organs/rename.html",
        RenameForm(request.POST or None, initial=initial),
        save,
        done=lambda renamed: f"现在的名称是“{renamed.name}”",
        url=_url,
        context={"organ": organ},
    )


@allow(*KEEPERS)
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Enter the last day of a unit."""
    organ = scoped_or_404(Organ.objects, pk=pk)
    return answer(
        request,
        "organs/close.html",
        CloseForm(request.POST or None),
        partial(operations.close, organ=organ, actor=request.user),
        done=lambda organ: f"已登记{organ.short_name}撤销",
        url=_url,
        context={"organ": organ},
    )


@allow(*KEEPERS)
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a closing back."""
    organ = operations.reopen(organ=scoped_or_404(Organ.objects, pk=pk), actor=request.user)
    messages.success(request, f"{organ.short_name}恢复为现有单位")
    return redirect(_url(organ))
