"""Reading campaigns: all of them, one with how far it is, who is behind, the half-year of the groups, one's own."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities.campaigns import queries, rules
from activities.campaigns.enums import Audience
from activities.campaigns.halves import half, half_of
from activities.campaigns.seams import counted, taggables
from activities.models import Campaign
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from deputies.models import DeputyGroup, Deputyship

#: Deputies on one page.
PAGE = 30


def year_asked(request: SignedInRequest) -> int:
    """The year of the address, else this one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else timezone.localdate().year


@allow(*rules.DESK)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """All campaigns, with the activities of a year (3 queries of its own)."""
    year = year_asked(request)
    rows = queries.with_counts(request.user, year)
    context = {
        "year": year,
        "rows": rows,
        "most": max((row.of_year for row in rows), default=0),  # type: ignore[attr-defined]  # of with_counts
        "keeps": request.user.has_role(*rules.KEEPERS),
    }
    return render(request, "campaigns/index.html", context)


@allow(*rules.DESK)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One campaign: what it asks for and how far it is, what its activities came to, who takes part."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    user = request.user
    measures = queries.measures_of(campaign)
    of_groups = measures.get(Audience.GROUP, [])
    groups = queries.asked_groups(user) if of_groups or campaign.sort == "month" else []
    lines = queries.group_lines(campaign, of_groups, groups, user) if of_groups else []
    kinds = queries.by_kind(campaign, user)
    context = {
        "campaign": campaign,
        "span": queries.span_of(campaign),
        "headings": queries.headings(campaign, measures.get(Audience.DISTRICT, []), user),
        "of_groups": of_groups,
        "lines": lines,
        "of_deputies": measures.get(Audience.DEPUTY, []),
        "kinds": kinds,
        "total": sum(n for _name, _key, n in kinds),
        "levels": queries.by_level(campaign, user),
        "things": queries.things(campaign, user),
        "crowd": queries.crowd(campaign),
        "counters": counted(campaign, user),
        "tags": _tags(campaign, request),
        "taggables": taggables(),
        "silent": queries.silent_groups(campaign, groups, user) if campaign.sort == "month" else [],
        "keeps": user.has_role(*rules.KEEPERS),
    }
    return render(request, "campaigns/detail.html", context)


def _tags(campaign: Campaign, request: SignedInRequest) -> list[tuple[str, str, list[object]]]:
    keys: dict[str, list[int]] = {}
    for tag in campaign.tags.all():
        keys.setdefault(tag.what, []).append(tag.record)
    found = [(one.what, one.label, one.found(request.user, keys.get(one.what, []))) for one in taggables()]
    return [(what, label, list(rows)) for what, label, rows in found if rows]


@allow(*rules.DESK)
@require_safe
def deputies(request: SignedInRequest, pk: int) -> HttpResponse:
    """The deputies of a campaign with what each still owes; ``show=missing`` leaves out who has done it all."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    measures = queries.measures_of(campaign).get(Audience.DEPUTY, [])
    everybody = list(queries.asked_deputies(request.user))
    lines = queries.deputy_lines(campaign, measures, everybody)
    missing = [line for line in lines if line.missing]
    only_missing = request.GET.get("show") == "missing"
    context = {
        "campaign": campaign,
        "measures": measures,
        "page": Paginator(missing if only_missing else lines, PAGE).get_page(request.GET.get("page")),
        "total": len(lines),
        "owing": len(missing),
        "finished": len(lines) - len(missing),
        "only_missing": only_missing,
    }
    return render(request, "campaigns/deputies.html", context)


@allow(*rules.DESK)
@require_safe
def groups(request: SignedInRequest) -> HttpResponse:
    """What the groups did in a half-year (R007)."""
    year = year_asked(request)
    asked = request.GET.get("half", "")
    today = timezone.localdate()
    number = int(asked) if asked in {"1", "2"} else 1 if today.month <= 6 else 2
    found = half(request.user, half_of(year, number))
    return render(request, "campaigns/groups.html", {"year": year, "number": number, "half": found})


@allow(*rules.DEPUTIES)
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """What the present campaigns ask of the signed-in deputy, and of the deputy's groups."""
    today = timezone.localdate()
    mine = list(Deputyship.objects.in_force(today).filter(person__user=request.user).select_related("person"))
    seats = _groups_of(mine)
    found = []
    for campaign in queries.present_campaigns(today):
        measures = queries.measures_of(campaign)
        asked = measures.get(Audience.DEPUTY, [])
        of_groups = measures.get(Audience.GROUP, [])
        lines = queries.deputy_lines(campaign, asked, mine) if asked else []
        joint = queries.group_lines(campaign, of_groups, seats, None) if of_groups else []
        if lines or joint:
            found.append((campaign, lines, joint))
    return render(request, "campaigns/own.html", {"campaigns": found})


def _groups_of(deputyships: list[Deputyship]) -> QuerySet[DeputyGroup]:
    today = timezone.localdate()
    rows = DeputyGroup.objects.in_force(today).filter(
        memberships__deputyship__in=deputyships, memberships__is_main=True, memberships__ends_on=None
    )
    return rows.select_related("term__area").distinct()
