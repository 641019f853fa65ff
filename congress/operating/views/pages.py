"""How the portal is, the rule about backups and limits, and the check of the audit trail."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.operating import operations, restoring
from congress.operating.forms import PolicyForm
from congress.operating.lines import BAD, lines
from congress.operating.models import operating_policy
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


@require_safe
@allow(Role.ADMIN)
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """Every line, what needs doing first."""
    found = lines()
    context = {
        "bad": [line for line in found if line.state == BAD],
        "others": [line for line in found if line.state != BAD],
        "restoring": restoring.last(),
    }
    return render(request, "operating/index.html", context)


@allow(Role.ADMIN)
def policy(request: SignedInRequest) -> HttpResponse:
    """When backups are made, how many are kept, from when on the portal warns."""
    form = PolicyForm(request.POST or None, instance=operating_policy())
    return answer(
        request,
        "operating/policy.html",
        form,
        lambda **values: operations.set_policy(actor=request.user, values=values),
        done=lambda _row: "已保存",
        url=lambda _row: reverse("operating:policy"),
    )


@require_POST
@allow(Role.ADMIN)
def verify_audit(request: SignedInRequest) -> HttpResponse:
    """Walk the audit chain, as a job."""
    return redirect("jobs:progress", operations.ask_verification(actor=request.user).pk)
