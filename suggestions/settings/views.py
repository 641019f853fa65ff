"""The lists on one page, and the form of a line."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web.forms import PortalModelForm
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from suggestions.models import Category
from suggestions.settings import operations
from suggestions.settings.lists import LISTS, Listed

WRITERS = (Role.OFFICE, Role.DEPUTY_WORK)


@allow(*WRITERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every list with its lines (one query for each list)."""
    lists = [
        {
            "listed": listed,
            "rows": [
                {
                    "pk": row.pk,
                    "title": listed.title(row),
                    "facts": listed.facts(row),
                    "active": getattr(row, "active", True),
                }
                for row in _rows(listed)
            ],
        }
        for listed in LISTS.values()
    ]
    return render(request, "suggestions/settings/settings.html", {"lists": lists})


@allow(*WRITERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a line to a list that can grow."""
    chosen = _listed(listed)
    if not chosen.line:
        raise Http404
    return _answer(request, chosen, chosen.model(), new=True)


@allow(*WRITERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a line, or switch it off."""
    chosen = _listed(listed)
    return _answer(request, chosen, scoped_or_404(chosen.model._default_manager, pk=pk), new=False)


def _answer(request: SignedInRequest, listed: Listed, row: Model, *, new: bool) -> HttpResponse:
    form: PortalModelForm[Any] = listed.form(request.POST or None, instance=row)
    if new and "active" in form.fields:
        del form.fields["active"]
    shown = "" if new else listed.title(row)
    if request.method == "POST" and form.is_valid():
        save = operations.add_line if new else operations.change_line
        try:
            line = save(row=row, actor=request.user, values=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            word = "已增加" if new else "已更新"
            messages.success(request, f"{listed.label}：“{listed.title(line)}”{word}")
            return redirect(f"{reverse('suggestions:settings')}#{listed.slug}")
    context = {"form": form, "listed": listed, "shown": shown}
    return render(request, "suggestions/settings/line.html", context)


def _listed(slug: str) -> Listed:
    if slug not in LISTS:
        raise Http404
    return LISTS[slug]


def _rows(listed: Listed) -> list[Any]:
    rows: list[Any] = list(
        listed.model._default_manager.order_by(*listed.order).select_related(*listed.related)
    )
    if listed.model is Category:  # a category stands before what lies below it
        rows.sort(key=lambda c: ((c.parent or c).order, c.parent_id or c.pk, bool(c.parent_id), c.order))
    return rows
