"""Pages on which people get accounts."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.bulk import MOST
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.web.lists.declare import ListPage
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to
from deputies.accounts import operations
from deputies.accounts.forms import TieForm
from deputies.accounts.queries import namesakes
from deputies.accounts.tables import WITHOUT_ACCOUNT
from deputies.models import Person

#: So many people a search for the owner of an account shows.
_SHOWN = 20


@allow(Role.ADMIN)
def index(request: SignedInRequest) -> HttpResponseBase:
    """Deputies in office who cannot sign in."""
    return respond(WITHOUT_ACCOUNT, request)


@allow(Role.ADMIN)
@require_POST
def open_accounts(request: SignedInRequest) -> HttpResponse:
    """Open accounts for the picked deputies, then on to those who wait for their slips."""
    return open_picked(request, WITHOUT_ACCOUNT, Role.DEPUTY, back="deputy_accounts:index")


def open_picked(request: SignedInRequest, page: ListPage, role: Role, *, back: str) -> HttpResponse:
    """Open accounts with a role for the people picked in a list, then on to those who wait for their slips."""
    people = list(picked(page, request)[: MOST + 1])
    if not 0 < len(people) <= MOST:
        many = f"一次最多开通 {MOST} 个帐号，请先筛选，分几次办"
        messages.warning(request, many if people else "请先选中要开通帐号的人")
        return redirect(back)
    opened = operations.open_accounts(people=people, role=role, actor=request.user)
    messages.success(request, f"已给 {len(opened)} 人开通帐号。下一步：选中他们，打印登录凭条")
    return redirect(f"{reverse('accounts:index')}?open=1&password=none")


@allow(Role.ADMIN)
def tie(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which account is a person's."""
    person = scoped_or_404(Person.objects.visible_to(request.user).select_related("user"), pk=pk)
    return answer(
        request,
        "deputy_accounts/tie.html",
        TieForm(request.POST or None, person=person),
        partial(operations.tie, person=person, actor=request.user),
        done=lambda row: (
            f"{row.name}用帐号 {row.user.username} 登录" if row.user else f"{row.name}不再有帐号"
        ),
        url=lambda row: reverse("deputies:detail", args=[row.pk]),
        context={"person": person},
    )


@allow(Role.ADMIN)
def of_account(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which person of the register an account is; people of the same name first, others by ``?q=``."""
    account = scoped_or_404(User.objects.select_related("person"), pk=pk)
    owner: Person | None = getattr(account, "person", None)
    text = request.GET.get("q", "").strip() or account.name
    found = namesakes(request.user, text)
    if request.method == "POST":
        if owner is not None:
            operations.tie(person=owner, user=None, actor=request.user)
            messages.success(request, f"{account.username} 不再是{owner}的帐号")
        else:
            person = scoped_or_404(
                Person.objects.visible_to(request.user), pk=_number(request.POST.get("person"))
            )
            with leading_to(reverse("accounts:detail", args=[account.pk])):
                operations.claim(person=person, account=account, actor=request.user)
            messages.success(request, f"{account.username} 是{person}的帐号")
        return redirect("accounts:detail", account.pk)
    context = {"account": account, "owner": owner, "text": text, "people": found[:_SHOWN]}
    return render(request, "deputy_accounts/of_account.html", context)


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() else 0
