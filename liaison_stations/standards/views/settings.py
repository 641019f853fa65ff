"""The district's standards: what they are called, what they ask, edition by edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from liaison_stations.models import Standard, StandardEdition
from liaison_stations.operations import standards as operations
from liaison_stations.standards.forms import (
    ChangeEditionForm,
    ChangeStandardForm,
    EditionForm,
    StandardForm,
)
from liaison_stations.standards.overview import editions_of
from liaison_stations.standards.views import shared
from liaison_stations.workflow import OFFICE


@allow(*OFFICE)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every standard with its newest edition."""
    rows = list(Standard.objects.all())
    newest = editions_of(rows)
    sizes = dict(
        StandardEdition.objects.order_by().values_list("pk").annotate(n=Count("items")).values_list("pk", "n")
    )
    lines = [
        (row, newest.get(row.pk), sizes.get(newest[row.pk].pk, 0) if row.pk in newest else 0) for row in rows
    ]
    return render(request, "station_standards/settings.html", {"lines": lines})


@allow(*OFFICE)
@never_cache
def add_standard(request: SignedInRequest) -> HttpResponse:
    """A new standard with its first edition."""
    form = StandardForm(request.POST or None, initial={"issued_on": timezone.localdate()})

    def save(**_data: Any) -> Standard:
        return operations.add_standard(actor=request.user, edition=form.facts, **form.standard)

    return _answer(request, "add_standard", form, save, lambda row: f"已增加“{row}”", {})


@allow(*OFFICE)
@never_cache
def change_standard(request: SignedInRequest, pk: int) -> HttpResponse:
    """What it is called, and what it counts for."""
    row = shared.standard_of(pk)
    form = ChangeStandardForm(request.POST or None, instance=row)
    save = partial(operations.change_standard, standard=row, actor=request.user)
    return _answer(
        request, "change_standard", form, save, lambda saved: f"“{saved}”已更新", {"standard": row}
    )


@allow(*OFFICE)
@never_cache
def issue_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next edition, opened with what the last one asks."""
    row = shared.standard_of(pk)
    last = row.editions.first()
    initial: dict[str, Any] = {"issued_on": timezone.localdate()}
    if last is not None:
        items = "\n".join(operations.written(one) for one in last.items.all())
        initial |= {"issuer": last.issuer, "document": last.document, "items": items}
    form = EditionForm(request.POST or None, initial=initial)

    def save(**_data: Any) -> StandardEdition:
        return operations.issue_edition(standard=row, actor=request.user, edition=form.facts)

    return _answer(request, "issue_edition", form, save, lambda one: f"{one}已录入", {"standard": row})


@allow(*OFFICE)
@never_cache
def change_edition(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an edition nobody was checked under yet."""
    row = scoped_or_404(StandardEdition.objects.select_related("standard"), pk=pk)
    form = ChangeEditionForm(request.POST or None, instance=row)

    def save(*, version: int, **_data: Any) -> StandardEdition:
        return operations.change_edition(edition=row, actor=request.user, version=version, facts=form.facts)

    context = {"standard": row.standard, "edition": row}
    return _answer(request, "change_edition", form, save, lambda one: f"{one}已更新", context)


def _answer(
    request: SignedInRequest,
    name: str,
    form: Any,
    save: Callable[..., Any],
    done: Callable[[Any], str],
    context: Mapping[str, object],
) -> HttpResponse:
    back = reverse("station_standards:settings")
    return answer(
        request,
        f"station_standards/{name}.html",
        form,
        save,
        done=done,
        url=lambda _row: back,
        context={**context, "back": back},
    )
