"""Terms and sessions."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.organs import operations
from congress.organs.forms import EditSessionForm, EditTermForm, SessionForm, TermForm
from congress.organs.models import Session, Term
from congress.organs.rules import KEEPERS, READERS
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


def _list(_saved: object) -> str:
    return reverse("organs:terms")


@allow(*READERS)
@require_safe
def terms(request: SignedInRequest) -> HttpResponse:
    """All terms with their sessions, the district's first."""
    rows = Term.objects.select_related("area").prefetch_related("sessions")
    context = {
        "terms": rows.order_by("area__path", "-starts_on"),
        "keeps": request.user.has_role(*KEEPERS),
    }
    return render(request, "organs/terms.html", context)


@allow(*KEEPERS)
def create_term(request: SignedInRequest) -> HttpResponse:
    """Add a term."""
    return answer(
        request,
        "organs/create_term.html",
        TermForm(request.POST or None),
        partial(operations.create_term, actor=request.user),
        done=lambda term: f"已增加{term}",
        url=_list,
    )


@allow(*KEEPERS)
def edit_term(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a term."""
    term = scoped_or_404(Term.objects, pk=pk)
    return answer(
        request,
        "organs/edit_term.html",
        EditTermForm(request.POST or None, instance=term),
        partial(operations.edit_term, term=term, actor=request.user),
        done=lambda saved: f"{saved}已更新",
        url=_list,
    )


@allow(*KEEPERS)
def create_session(request: SignedInRequest, term: int) -> HttpResponse:
    """Add a session to a term."""
    within = scoped_or_404(Term.objects.select_related("area"), pk=term)
    return answer(
        request,
        "organs/create_session.html",
        SessionForm(request.POST or None, instance=Session(term=within)),
        partial(operations.create_session, term=within, actor=request.user),
        done=lambda session: f"已增加{session}",
        url=_list,
        context={"term": within},
    )


@allow(*KEEPERS)
def edit_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a session."""
    session = scoped_or_404(Session.objects.select_related("term__area"), pk=pk)
    return answer(
        request,
        "organs/edit_session.html",
        EditSessionForm(request.POST or None, instance=session),
        partial(operations.edit_session, session=session, actor=request.user),
        done=lambda saved: f"{saved}已更新",
        url=_list,
        context={"term": session.term},
    )
