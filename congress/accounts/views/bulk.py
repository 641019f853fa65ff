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
from congress.accounts.slips import print_slips
from congress.accounts.tables import ACCOUNTS, ASSIGNMENTS
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest


@allow(Role.ADMIN)
@require_POST
@never_cache
def print_login_slips(request: SignedInRequest) -> HttpResponse:
    """One-time passwords for the picked accounts, as slips: first asked, then printed in the answer and kept nowhere.

    Closed accounts and one's own are left out.
    """
    chosen = picked(ACCOUNTS, request).filter(is_active=True).exclude(pk=request.user.pk)
    accounts = list(chosen[: bulk.MOST + 1])
    if not 0 < len(accounts) <= bulk.MOST:
        many = f"一次最多打印 {bulk.MOST} 张凭条，请先筛选，分几次打印"
        messages.warning(request, many if accounts else "请先选中要打印凭条的帐号，停用的和自己的不算")
        return redirect(_back(request))
    if "go" not in request.POST:
        own = [one for one in accounts if one.has_usable_password() and not one.must_change_password]
        context = {"accounts": accounts, "own": own, "back": _back(request)}
        return render(request, "accounts/print_login_slips.html", context)
    slips = bulk.issue_passwords(accounts=accounts, actor=request.user)
    data = print_slips(slips, address=request.build_absolute_uri("/"))
    name = f"登录凭条{timezone.localdate():%Y%m%d}.pdf"
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


@allow(Role.ADMIN)
def assignments(request: SignedInRequest) -> HttpResponseBase:
    """Who holds which role, from when to when."""
    return respond(ASSIGNMENTS, request)


def _back(request: HttpRequest) -> str:
    """The list as it was left; its filters are in the address."""
    query = request.GET.urlencode()
    return f"{reverse('accounts:index')}?{query}" if query else reverse("accounts:index")
