"""Keeping campaigns: what they ask for, what is linked, who takes part, what else bears their name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities.campaigns import operations, queries, rules
from activities.campaigns.forms import LinkForm, MeasureForm, MembersForm, TagForm
from activities.campaigns.seams import Taggable, taggables
from activities.models import Campaign, CampaignMember, Measure
from congress.access.decorators import allow
from congress.access.exceptions import StaleVersion
from congress.access.rules import scoped_or_404
from congress.web.conflict import conflict_response
from congress.web.requests import SignedInRequest

#: The newest activities of a campaign that are offered for linking.
OFFERED = 200


def _page(campaign: Campaign) -> str:
    return reverse("campaigns:detail", args=[campaign.pk])


@allow(*rules.KEEPERS)
@never_cache
def add_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add what a campaign asks for."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    last = campaign.measures.order_by("order").last()
    initial = {"audience": request.GET.get("of", "group"), "order": last.order + 10 if last else 10}
    form = MeasureForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.add_measure(campaign=campaign, actor=request.user, **_facts(form))
        messages.success(request, f"已列入“{form.cleaned_data['name']}”")
        return redirect(_page(campaign))
    context = {"form": form, "campaign": campaign, "back": _page(campaign)}
    return render(request, "campaigns/add_measure.html", context)


@allow(*rules.KEEPERS)
@never_cache
def change_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is asked for."""
    measure = scoped_or_404(Measure.objects.select_related("campaign"), pk=pk)
    campaign = measure.campaign
    form = MeasureForm(request.POST or None, instance=measure, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            operations.change_measure(measure=measure, actor=request.user, version=version, **_facts(form))
        except StaleVersion as stale:
            fresh = MeasureForm(instance=Measure.objects.get(pk=pk), campaign=campaign)
            return conflict_response(request, form, stale, current=fresh)
        messages.success(request, f"“{form.cleaned_data['name']}”已更新")
        return redirect(_page(campaign))
    context = {"form": form, "measure": measure, "campaign": campaign, "back": _page(campaign)}
    return render(request, "campaigns/change_measure.html", context)


def _facts(form: MeasureForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.fields if name != "version"}


@allow(*rules.KEEPERS)
@require_POST
def drop_measure(request: SignedInRequest, pk: int) -> HttpResponse:
    """No longer ask for it."""
    measure = scoped_or_404(Measure.objects.select_related("campaign"), pk=pk)
    operations.drop_measure(measure=measure, actor=request.user)
    messages.success(request, f"已划去“{measure.name}”")
    return redirect(_page(measure.campaign))


@allow(*rules.KEEPERS)
@never_cache
def link_activities(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which activities of the campaign carry out a measure (R044)."""
    measure = scoped_or_404(Measure.objects.select_related("campaign"), pk=pk)
    newest = queries.activities_of(measure.campaign, request.user).order_by("-start_on", "-pk")[:OFFERED]
    keys = [*newest.values_list("pk", flat=True), *measure.activities.values_list("pk", flat=True)]
    offered = measure.activities.model.objects.filter(pk__in=keys).order_by("-start_on", "-pk")
    form = LinkForm(
        request.POST or None, offered=offered, initial={"activities": list(measure.activities.all())}
    )
    if request.method == "POST" and form.is_valid():
        count = operations.link_activities(
            measure=measure, actor=request.user, activities=list(form.cleaned_data["activities"])
        )
        messages.success(request, f"“{measure}”关联了 {count} 次活动")
        return redirect(_page(measure.campaign))
    context = {"form": form, "measure": measure, "back": _page(measure.campaign)}
    return render(request, "campaigns/link_activities.html", context)


@allow(*rules.DESK)
@never_cache
def members(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who takes part, and entering more of them."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    keeps = request.user.has_role(*rules.KEEPERS)
    if request.method == "POST" and not keeps:
        raise Http404
    form = MembersForm(request.POST or None, campaign=campaign)
    if request.method == "POST" and form.is_valid():
        count = operations.add_members(campaign=campaign, actor=request.user, **form.cleaned_data)
        messages.success(request, f"名单里增加了 {count} 人")
        return redirect("campaigns:members", campaign.pk)
    rows = campaign.members.select_related("person").order_by("person__pinyin", "pk")
    role, level = request.GET.get("role"), request.GET.get("level")
    rows = rows.filter(role=role) if role is not None else rows
    rows = rows.filter(level=level) if level is not None else rows
    context = {"form": form, "campaign": campaign, "rows": rows, "keeps": keeps, "back": _page(campaign)}
    return render(request, "campaigns/members.html", context)


@allow(*rules.KEEPERS)
@require_POST
def remove_member(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take somebody off the list."""
    member = scoped_or_404(CampaignMember.objects.select_related("campaign", "person"), pk=pk)
    operations.remove_member(member=member, actor=request.user)
    messages.success(request, f"名单里去掉了{member.person}")
    return redirect("campaigns:members", member.campaign_id)


@allow(*rules.KEEPERS)
@never_cache
def set_tags(request: SignedInRequest, pk: int, what: str) -> HttpResponse:
    """Say which stations, or rules, belong to a campaign (R016)."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    kind = _kind(what)
    offered = kind.offered(request.user)
    among = [one.pk for one in offered]
    tagged = list(campaign.tags.filter(what=what, record__in=among).values_list("record", flat=True))
    form = TagForm(request.POST or None, label=kind.label, offered=offered, initial={"records": tagged})
    if request.method == "POST" and form.is_valid():
        records = form.cleaned_data["records"]
        operations.set_tags(campaign=campaign, actor=request.user, what=what, records=records, among=among)
        messages.success(request, f"{kind.label}归入“{campaign}”的有 {len(records)} 个")
        return redirect(_page(campaign))
    context = {"form": form, "campaign": campaign, "kind": kind, "back": _page(campaign)}
    return render(request, "campaigns/set_tags.html", context)


def _kind(what: str) -> Taggable:
    for one in taggables():
        if one.what == what:
            return one
    raise Http404
