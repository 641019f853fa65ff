"""The overview at the desk and in the lobby."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.dashboard.overview import rendering
from congress.figures.forms import DEFAULT_PRESET, PRESETS, PeriodForm
from congress.web.requests import SignedInRequest
from congress.web.shell import OVERVIEW_READERS

#: Decisions that are shown at once; the others open on request.
_SHOWN = 6


def _asked(request: SignedInRequest) -> PeriodForm:
    form = PeriodForm(request.GET or None)
    if request.GET:
        form.is_valid()
    return form


def _presets(request: SignedInRequest) -> list[tuple[str, str, bool]]:
    """Label, address and whether it is the one asked for."""
    now = request.GET.get("preset") or DEFAULT_PRESET
    return [(label, f"?preset={key}", key == now) for key, label in PRESETS.items() if key != "custom"]


@allow(*OVERVIEW_READERS)
@never_cache
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """What needs a decision, then the panels of a period, each number a link to its list."""
    form = _asked(request)
    decisions = rendering.decisions(request.user)
    context: dict[str, Any] = {
        "form": form,
        "period": form.period,
        "presets": _presets(request),
        "is_custom": request.GET.get("preset") == "custom",
        "decisions": decisions[:_SHOWN],
        "more": decisions[_SHOWN:],
        "total": len(decisions),
        "decides": request.user.has_role(Role.LEADER),
        "shown": rendering.overview(request.user, form.period),
        "query": request.GET.urlencode(),
    }
    return render(request, "dashboard/overview/overview.html", context)


@allow(*OVERVIEW_READERS)
@require_POST
def renew_overview(request: SignedInRequest) -> HttpResponse:
    """Count the panels anew."""
    rendering.forget(request.user, _asked(request).period)
    messages.success(request, "已重新统计")
    query = request.GET.urlencode()
    return redirect(f"{reverse('dashboard:overview')}{'?' if query else ''}{query}")


@allow(*OVERVIEW_READERS)
@never_cache
@require_safe
def screen(request: SignedInRequest) -> HttpResponse:
    """For the lobby: sums in large type, nobody's name, loaded anew by itself."""
    form = _asked(request)
    context = {
        "period": form.period,
        "shown": rendering.overview(request.user, form.period, lobby=True),
        "today": timezone.localdate(),
        "seconds": rendering.KEPT // 2,
    }
    return render(request, "dashboard/overview/screen.html", context)
