"""How a deputyship is made, corrected, ended and filled again."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.models import User
from congress.organs.models import Constituency, Term
from congress.web.dates import full_day
from congress.web.forms import PortalForm
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies import operations, rules
from deputies.forms import (
    ByElectionForm,
    ChangeDeputyshipForm,
    DeputyshipForm,
    EndDeputyshipForm,
    ReopenForm,
)
from deputies.models import Deputyship, Person


def _deputyship(request: SignedInRequest, pk: int) -> Deputyship:
    rows = Deputyship.objects.visible_to(request.user).select_related("person", "term__area", "constituency")
    return scoped_or_404(rows, pk=pk)


def _file(row: Deputyship) -> str:
    return reverse("deputies:detail", args=[row.person_id])


@allow(*rules.WRITERS)
@never_cache
def create_deputyship(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make somebody in the register a deputy."""
    person = scoped_or_404(Person.objects.visible_to(request.user), pk=pk)
    return answer(
        request,
        "deputies/create_deputyship.html",
        DeputyshipForm(request.POST or None),
        partial(operations.create_deputyship, person=person, actor=request.user),
        done=lambda row: f"{row.person}已登记为{row.title}，从{full_day(row.starts_on)}起",
        url=_file,
        context={"person": person},
    )


@allow(*rules.WRITERS)
@never_cache
def by_elect(request: SignedInRequest, pk: int) -> HttpResponse:
    """Fill a vacant seat of a constituency."""
    seat = scoped_or_404(Constituency.objects.select_related("area"), pk=pk)
    return answer(
        request,
        "deputies/by_elect.html",
        ByElectionForm(request.POST or None, constituency=seat),
        partial(_elect, actor=request.user, constituency=seat),
        done=lambda row: f"{row.person}补选为{row.title}，从{full_day(row.starts_on)}起",
        url=_file,
        context={"constituency": seat},
    )


@transaction.atomic
def _elect(
    *, actor: User, constituency: Constituency, name: str, who: str, person: Person | None, **values: Any
) -> Deputyship:
    """Whoever is not in the register enters it with the election, or not at all."""
    elected = person or operations.create_person(actor=actor, name=name)
    return operations.by_elect(actor=actor, person=elected, constituency=constituency, **values)


@allow(*rules.WRITERS)
@never_cache
def change_deputyship(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a deputyship that was entered wrongly."""
    row = _deputyship(request, pk)
    return answer(
        request,
        "deputies/change_deputyship.html",
        ChangeDeputyshipForm(request.POST or None, instance=row),
        partial(operations.change_deputyship, deputyship=row, actor=request.user),
        done=lambda saved: f"{saved.person}的{saved.title}资格已更新",
        url=_file,
        context={"deputyship": row},
    )


@allow(*rules.WRITERS)
@never_cache
def end_deputyship(request: SignedInRequest, pk: int) -> HttpResponse:
    """Register that a deputyship ends, and why."""
    row = _deputyship(request, pk)
    return answer(
        request,
        "deputies/end_deputyship.html",
        EndDeputyshipForm(request.POST or None, instance=row),
        partial(operations.end_deputyship, deputyship=row, actor=request.user),
        done=lambda saved: f"{saved.person}的{saved.title}资格到{full_day(saved.ends_on)}结束，档案转为只读",
        url=_file,
        context={"deputyship": row},
    )


@allow(*rules.WRITERS)
@never_cache
def reopen_deputyship(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a wrong end back."""
    row = _deputyship(request, pk)
    return answer(
        request,
        "deputies/reopen_deputyship.html",
        ReopenForm(request.POST or None, instance=row),
        partial(operations.reopen_deputyship, deputyship=row, actor=request.user),
        done=lambda saved: f"已取消结束，{saved.person}仍是{saved.title}",
        url=_file,
        context={"deputyship": row},
    )


@allow(*rules.WRITERS)
@never_cache
def expire_term(request: SignedInRequest, pk: int) -> HttpResponse:
    """End every deputyship of a term that is over."""
    term = scoped_or_404(Term.objects.select_related("area"), pk=pk)
    if request.method == "POST":
        ended = operations.expire_term(term=term, actor=request.user)
        messages.success(request, f"{term}届满，{ended:,} 个代表资格已结束")
        return redirect(f"{reverse('deputies:roster')}?term={term.pk}")
    held = term.deputyships.filter(ends_on=None).count()
    context = {"form": PortalForm(), "term": term, "held": held}
    return render(request, "deputies/expire_term.html", context)
