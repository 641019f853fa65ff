"""Lists the district keeps itself, such as categories and kinds: all of them on one page, a form for each line.

Nothing is taken out of them: a line that is not used any more is switched off, and records that have it keep it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.web.forms import PortalModelForm
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields

L = TypeVar("L", bound=Model)


@dataclass(frozen=True)
class Listed:
    """A list: its heading and explanation, the form of a line, and how a line is shown: title, facts."""

    slug: str
    label: str
    text: str
    model: type[Model]
    form: type[PortalModelForm[Any]]
    title: Callable[[Any], str]
    facts: Callable[[Any], str]
    order: tuple[str, ...]
    #: What one line is called; empty where none can be added.
    line: str = ""
    related: tuple[str, ...] = ()
    #: The field that switches a line off.
    switch: str = "active"
    #: The order of the lines where the database cannot say it.
    sort_key: Callable[[Any], Any] | None = None

    @property
    def add_label(self) -> str:
        """增加类别."""
        return f"增加{self.line}"

    def rows(self) -> list[Any]:
        """Its lines in order (one query)."""
        rows: list[Any] = list(
            self.model._default_manager.order_by(*self.order).select_related(*self.related)
        )
        return sorted(rows, key=self.sort_key) if self.sort_key else rows


def facts_of(row: Model, names: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a line, by the names of ``names``; records by their keys."""
    return {name: row.serializable_value(name) for name in names}


@transaction.atomic
def add_line(*, row: L, actor: User, values: Mapping[str, Any], verb: str) -> L:
    """Add a line to its list. Raises ``ValidationError`` when it is there already."""
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    audit.record(actor=actor, verb=verb, obj=row, after=facts_of(row, values))
    return row


@transaction.atomic
def change_line(*, row: L, actor: User, values: Mapping[str, Any], verb: str) -> L:
    """Change a line; records that have it keep it. Raises ``ValidationError`` when it would be there twice."""
    line = type(row)._default_manager.select_for_update().get(pk=row.pk)
    before = facts_of(line, values)
    for name, value in values.items():
        setattr(line, name, value)
    old, new = audit.changed(before, facts_of(line, values))
    if new:
        line.full_clean()
        line.save()
        audit.record(actor=actor, verb=verb, obj=line, before=old, after=new)
    return line


class SettingsLists:
    """The lists of one app. Its addresses are ``<namespace>:settings``, ``:add_line`` and ``:change_line``."""

    def __init__(self, namespace: str, title: str, *lists: Listed) -> None:
        self.namespace, self.title = namespace, title
        self.by_slug = {listed.slug: listed for listed in lists}

    def __getitem__(self, slug: str) -> Listed:
        """The list, or 404."""
        if slug not in self.by_slug:
            raise Http404
        return self.by_slug[slug]

    def shown(self) -> list[dict[str, Any]]:
        """Every list with its lines, for ``components/settings_lists.html`` (one query for each list)."""
        return [
            {
                "listed": listed,
                "add_url": reverse(f"{self.namespace}:add_line", args=[listed.slug]) if listed.line else "",
                "rows": [self._shown(listed, row) for row in listed.rows()],
            }
            for listed in self.by_slug.values()
        ]

    def _shown(self, listed: Listed, row: Any) -> dict[str, Any]:
        return {
            "url": reverse(f"{self.namespace}:change_line", args=[listed.slug, row.pk]),
            "title": listed.title(row),
            "facts": listed.facts(row),
            "active": getattr(row, listed.switch, True),
        }

    def answer_add(self, request: SignedInRequest, slug: str) -> HttpResponse:
        """The form of a new line; 404 for a list that cannot grow."""
        listed = self[slug]
        if not listed.line:
            raise Http404
        return self._answer(request, listed, listed.model(), new=True)

    def answer_change(self, request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
        """The form of a line that is there."""
        listed = self[slug]
        return self._answer(request, listed, scoped_or_404(listed.model._default_manager, pk=pk), new=False)

    def _answer(self, request: SignedInRequest, listed: Listed, row: Model, *, new: bool) -> HttpResponse:
        form: PortalModelForm[Any] = listed.form(request.POST or None, instance=row)
        if new and listed.switch in form.fields:
            del form.fields[listed.switch]
        shown = listed.add_label if new else listed.title(row)
        back = reverse(f"{self.namespace}:settings")
        if request.method == "POST" and form.is_valid():
            save = add_line if new else change_line
            verb = f"{self.namespace}:{save.__name__}"
            try:
                line = save(row=row, actor=request.user, values=form.cleaned_data, verb=verb)
            except ValidationError as error:
                form.add_error(None, at_its_fields(form, error))
            else:
                word = "已增加" if new else "已更新"
                messages.success(request, f"{listed.label}：“{listed.title(line)}”{word}")
                return redirect(f"{back}#{listed.slug}")
        context = {"form": form, "listed": listed, "shown": shown, "up": self.title, "up_url": back}
        return render(request, "web/settings_line.html", context)
