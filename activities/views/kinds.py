"""The district's own list of kinds of activities."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from activities import operations, rules
from activities.forms import KindForm
from activities.models import ActivityKind
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


def _groups() -> list[str]:
    names = ActivityKind.objects.exclude(group="").values_list("group", flat=True)
    return sorted(set(names))


@allow(*rules.DISTRICT_WRITERS)
@require_safe
def kinds(request: SignedInRequest) -> HttpResponse:
    """All kinds in their order, with how many activities each has."""
    rows = ActivityKind.objects.annotate(used=Count("activities")).order_by("order", "id")
    return render(request, "activities/kinds.html", {"kinds": rows})


@allow(*rules.DISTRICT_WRITERS)
def add_kind(request: SignedInRequest) -> HttpResponse:
    """Add a kind at the end."""
    form = KindForm(request.POST or None, groups=_groups())
    if request.method == "POST" and form.is_valid():
        kind = operations.add_kind(actor=request.user, **form.cleaned_data)
        messages.success(request, f"已增加类别“{kind.name}”")
        return redirect("activities:kinds")
    return render(request, "activities/add_kind.html", {"form": form})


@allow(*rules.DISTRICT_WRITERS)
def change_kind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename, regroup, offer or no longer offer a kind."""
    kind = scoped_or_404(ActivityKind.objects, pk=pk)
    initial = {name: getattr(kind, name) for name in KindForm.base_fields}
    form = KindForm(request.POST or None, kind=kind, groups=_groups(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_kind(kind=kind, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"类别“{form.cleaned_data['name']}”已更新")
            return redirect("activities:kinds")
    return render(request, "activities/change_kind.html", {"form": form, "kind": kind})


@allow(*rules.DISTRICT_WRITERS)
@require_POST
def move_kind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a kind one place up or down."""
    kind = scoped_or_404(ActivityKind.objects, pk=pk)
    operations.move_kind(kind=kind, actor=request.user, up=request.POST.get("to") == "up")
    return redirect("activities:kinds")
