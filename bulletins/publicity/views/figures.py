"""What the pieces of a period came to, and the lists of media."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletins.publicity import queries, rules
from bulletins.publicity.enums import Counting
from bulletins.publicity.settings import LISTS
from congress.access.decorators import allow
from congress.figures.forms import PeriodForm
from congress.web.requests import SignedInRequest


@allow(*rules.READERS)
@require_safe
def figures(request: SignedInRequest) -> HttpResponse:
    """Pieces by level, medium and channel; ``?count=apart`` counts each at its highest level only (4 queries)."""
    form = PeriodForm(request.GET or None)
    form.is_valid()
    period = form.period
    asked = request.GET.get("count", "")
    counting = Counting(asked) if asked in Counting.values else Counting.CUMULATIVE
    found = queries.by_level(request.user, period)
    kept = request.GET.copy()
    ways = []
    for way in Counting:
        kept["count"] = way.value
        ways.append((way.label, kept.urlencode(), way == counting))
    context = {
        "form": form,
        "period": period,
        "counting": counting,
        "ways": ways,
        "found": found,
        "lines": found.lines(counting),
        "words": found.words(counting),
        "media": queries.by_medium(request.user, period),
        "channels": queries.by_channel(request.user, period),
        "span": f"since={period.start}&until={period.end}",
    }
    return render(request, "publicity/figures.html", context)


@allow(*rules.OFFICES)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Media and channels."""
    context = {
        "lists": LISTS.shown(),
        "heading": LISTS.title,
        "up": "宣传稿件",
        "up_url": reverse("publicity:index"),
    }
    return render(request, "deputies/settings_of.html", context)


@allow(*rules.OFFICES)
@never_cache
def add_line(request: SignedInRequest, listed: str) -> HttpResponse:
    """Add a medium or a channel."""
    return LISTS.answer_add(request, listed)


@allow(*rules.OFFICES)
@never_cache
def change_line(request: SignedInRequest, listed: str, pk: int) -> HttpResponse:
    """Change a medium or a channel, or switch it off."""
    return LISTS.answer_change(request, listed, pk)
