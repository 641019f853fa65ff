"""The page of one form: at the desk, or on the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from congress.access.rules import Rule, scoped_or_404
from congress.access.workflow import Transition
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.saving import answer


def page_of(name: str) -> Callable[[Any], str]:
    """Leads to the page of a record, or of its key."""
    return lambda row: reverse(f"taking_part:{name}", args=[row.pk if isinstance(row, Model) else row])


def form_page(
    request: HttpRequest,
    form: BaseForm,
    save: Callable[..., Any],
    *,
    heading: str,
    about: object,
    back: str,
    done: str | Callable[[Any], str],
    button: str = "",
    lead: str = "",
    undo: bool = False,
    phone: bool = False,
    url: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """One form under a heading; saved, it leads to ``url`` of the record, or ``back``, and says ``done``."""
    return answer(
        request,
        f"taking_part/{'phone/' if phone else ''}form.html",
        form,
        save,
        done=done if callable(done) else lambda _row: done,
        url=url or (lambda _row: back),
        context={
            "heading": heading,
            "about": str(about),
            "back": back,
            "button": button or heading,
            "lead": lead,
            "undo": undo,
        },
    )


def found(model: type[Model], user: User, rule: Rule, pk: int, *related: str) -> Any:
    """One the user may see or keep, by the rule; else 404."""
    rows = model._default_manager.filter(rule.as_q(user)).select_related(*related).distinct()
    return scoped_or_404(rows, pk=pk)


def roles_of(transition: Transition) -> list[Role]:
    """Who may make a step, for the view."""
    return [Role(role) for role in transition.roles]
