"""The rules a new poll can begin with."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.ballots.enums import BARS
from congress.ballots.forms import RuleSetForm
from congress.ballots.models import RuleSet
from congress.ballots.rules import RULE_KEEPERS
from congress.web.requests import SignedInRequest
from congress.web.settings_lists import Listed, SettingsLists


def _facts(row: RuleSet) -> str:
    bar = dict(BARS).get(row.threshold, row.threshold)
    passed = f"{row.get_basis_display()}的{bar}通过" if row.threshold else "不设通过比例"
    seats = f"应选 {row.seats} 项" if row.seats else ""
    return "　".join(filter(None, (str(row.get_form_display()), seats, passed, row.citation)))


LISTS = SettingsLists(
    "ballots",
    "表决规则",
    Listed(
        "rules",
        "表决规则",
        "新的投票从其中一套开始，可以逐项修改",
        RuleSet,
        RuleSetForm,
        str,
        _facts,
        ("order", "pk"),
        line="规则",
    ),
)


@allow(*RULE_KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All of them."""
    context = {"lists": LISTS.shown(), "up_url": reverse("ballots:index")}
    return render(request, "ballots/settings.html", context)


@allow(*RULE_KEEPERS)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Another set of rules."""
    return LISTS.answer_add(request, listed)


@allow(*RULE_KEEPERS)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change one, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
