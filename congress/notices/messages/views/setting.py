"""The hours and channels of e-mail and text messages."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.notices import rules
from congress.notices.channels import why_off
from congress.notices.enums import Channel
from congress.notices.messages.forms import PolicyForm
from congress.notices.models.policy import sending_policy
from congress.notices.operations import policy as operations
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


@allow(*rules.POLICY_KEEPERS)
@never_cache
def change_policy(request: SignedInRequest) -> HttpResponse:
    """When e-mail and text messages go out, and whether they do."""
    row = sending_policy()
    here = reverse("messages:change_policy")
    ways = [(str(way.label), why_off(way, row)) for way in Channel]
    return answer(
        request,
        "messages/policy.html",
        PolicyForm(request.POST or None, instance=row),
        partial(operations.change_policy, actor=request.user),
        done=lambda saved: f"已更新，{saved} 之间发送",
        url=lambda _row: here,
        context={"ways": ways},
    )
