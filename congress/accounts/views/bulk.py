"""The administrator's pages for many accounts at once, and the list of all assignments."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congress.access.decorators import allow
from congress.accounts import bulk
from congress.accounts.enums import Role
from congress.accounts.forms import CloseForm, LastDayForm
from congress.accounts.models import User
from congress.accounts.slips import print_slips
from congress.accounts.tables import ACCOUNTS, ASSIGNMENTS
from congress.web.dates import full_day
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest

_TOO_MANY = f"一次最多办 {bulk.MOST} 个，请先筛选，分几次办"


@allow(Role.ADMIN)
@require_POST
@never_cache
def print_login_slips(request: SignedInRequest) -> HttpResponse:
    """One-time passwords for the picked accounts, as slips: first asked, then printed in the answer and kept nowhere.

    Closed accounts and one's own are left out. The passwords work only once the slips have been printed.
    """
    accounts = _picked_accounts(request)
    if not accounts:
        return redirect(_back(request, "accounts:index"))
    if "go" not in request.POST:
        own = [one for one in accounts if one.has_usable_password() and not one.must_change_password]
        context = {"accounts": accounts, "own": own, "back": _back(request, "accounts:index")}
        return render(request, "accounts/print_login_slips.html", context)
    slips = bulk.draw_slips(accounts)
    data = print_slips(slips, address=request.build_absolute_uri("/"))
    bulk.issue(slips=slips, actor=request.user)
    name = f"登录凭条{timezone.localdate():%Y%m%d}.pdf"
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@allow(Role.ADMIN)
@require_POST
def close_picked(request: SignedInRequest) -> HttpResponse:
    """Close the picked accounts for one reason; closed ones and one's own are left out."""
    accounts = _picked_accounts(request)
    back = _back(request, "accounts:index")
    if not accounts:
        return redirect(back)
    form = CloseForm(request.POST if "go" in request.POST else None)
    if form.is_valid():
        bulk.close(accounts=accounts, actor=request.user, **form.cleaned_data)
        messages.success(request, f"已停用 {len(accounts)} 个帐号，他们不能再登录")
        return redirect(back)
    return render(request, "accounts/close_picked.html", {"accounts": accounts, "form": form, "back": back})


@allow(Role.ADMIN)
@require_POST
def end_picked(request: SignedInRequest) -> HttpResponse:
    """Give the picked assignments the same last day; those that are over are left out."""
    rows = picked(ASSIGNMENTS, request).exclude(ends_on__lt=timezone.localdate())
    assignments = list(rows[: bulk.MOST + 1])
    back = _back(request, "accounts:assignments")
    if not 0 < len(assignments) <= bulk.MOST:
        messages.warning(request, _TOO_MANY if assignments else "请先选中要改日期的授权，已结束的不算")
        return redirect(back)
    form = LastDayForm(request.POST if "go" in request.POST else None)
    if form.is_valid():
        bulk.end_assignments(assignments=assignments, actor=request.user, **form.cleaned_data)
        ends_on = form.cleaned_data["ends_on"]
        until = f"到{full_day(ends_on)}为止" if ends_on else "不定结束日期"
        messages.success(request, f"选中的 {len(assignments)} 项授权{until}")
        return redirect(back)
    context = {"assignments": assignments, "form": form, "back": back}
    return render(request, "accounts/end_picked.html", context)


@allow(Role.ADMIN)
def assignments(request: SignedInRequest) -> HttpResponseBase:
    """Who holds which role, from when to when."""
    return respond(ASSIGNMENTS, request)


def _picked_accounts(request: SignedInRequest) -> list[User]:
    """The picked accounts that are open and not one's own; none, and a message that says why, for none or too many."""
    rows = picked(ACCOUNTS, request).filter(is_active=True).exclude(pk=request.user.pk)
    accounts = list(rows[: bulk.MOST + 1])
    if 0 < len(accounts) <= bulk.MOST:
        return accounts
    messages.warning(request, _TOO_MANY if accounts else "请先选中帐号，停用的和自己的不算")
    return []


def _back(request: HttpRequest, name: str) -> str:
    """The list as it was left; its filters are in the address."""
    query = request.GET.urlencode()
    return f"{reverse(name)}?{query}" if query else reverse(name)
