"""The rollover of each congress, step by step."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Term
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields, leading_to
from deputies.operations import terms as operations
from deputies.rules import WRITERS
from deputies.terms import rules
from deputies.terms.forms import CopyGroupsForm, OpenTermForm
from deputies.terms.queries import last_terms, next_term, rollover


def _term(pk: int) -> Term:
    rows = Term.objects.filter(level__in=DIRECT_LEVELS).select_related("area")
    return scoped_or_404(rows, pk=pk)


def _page(term: Term) -> str:
    return reverse("terms:rollover", args=[term.pk])


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Every congress elected here with how far its rollover is."""
    return render(request, "terms/index.html", {"rows": [rollover(term) for term in last_terms()]})


@allow(*rules.READERS)
@never_cache
@require_safe
def rollover_of(request: SignedInRequest, pk: int) -> HttpResponse:
    """One rollover: every step with what is still missing."""
    found = rollover(_term(pk))
    context = {"found": found, "keeps": request.user.has_role(*WRITERS)}
    return render(request, "terms/rollover.html", context)


@allow(*WRITERS)
@never_cache
@require_http_methods(["GET", "POST"])
def open_term(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the new term."""
    old = _term(pk)
    form = OpenTermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with leading_to(_page(old)):
                new = operations.open_term(old=old, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, f"{new}已开始，接着登记当选的代表")
            return redirect(_page(old))
    context = {"form": form, "label": "开始新一届", "of": old, "up": "换届", "up_url": _page(old)}
    return render(request, "deputies/ask.html", context)


@allow(*WRITERS)
@require_POST
def close_groups(request: SignedInRequest, pk: int) -> HttpResponse:
    """Dissolve the groups of the term that is over."""
    old = _term(pk)
    with leading_to(_page(old)):
        count = operations.close_groups(old=old, actor=request.user)
    messages.success(request, f"已撤销 {count:,} 个小组，成员和职务同日结束")
    return redirect(_page(old))


@allow(*WRITERS)
@never_cache
@require_http_methods(["GET", "POST"])
def copy_groups(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the groups up again in the new term."""
    old = _term(pk)
    new = next_term(old)
    with leading_to(_page(old)):
        if new is None:
            raise Conflict("先开始新一届")
        form = CopyGroupsForm(request.POST or None, old=old, new=new)
        if request.method == "POST" and form.is_valid():
            try:
                count = operations.copy_groups(old=old, actor=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, at_its_fields(form, error))
            else:
                messages.success(request, f"{new}已建立 {count:,} 个小组")
                return redirect(_page(old))
    context = {"form": form, "label": "建立新一届的小组", "of": new, "up": "换届", "up_url": _page(old)}
    return render(request, "deputies/ask.html", context)
