"""Pages on which people get accounts."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer
from deputies.accounts import operations
from deputies.accounts.forms import TieForm
from deputies.accounts.tables import WITHOUT_ACCOUNT
from deputies.models import Person


@allow(Role.ADMIN)
def index(request: SignedInRequest) -> HttpResponseBase:
    """Deputies in office who cannot sign in."""
    return respond(WITHOUT_ACCOUNT, request)


@allow(Role.ADMIN)
@require_POST
def open_accounts(request: SignedInRequest) -> HttpResponse:
    """Open accounts for the picked deputies, then on to those who wait for their slips."""
    people = list(picked(WITHOUT_ACCOUNT, request))
    if not people:
        messages.warning(request, "请先选中要开通帐号的代表")
        return redirect("deputy_accounts:index")
    opened = operations.open_accounts(people=people, actor=request.user)
    messages.success(request, f"已给 {len(opened)} 位代表开通帐号。下一步：选中他们，打印登录凭条")
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
