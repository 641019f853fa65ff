"""The district's own list of campaigns."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from activities import operations, rules
from activities.forms import CampaignForm
from activities.models import Campaign
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest


@allow(*rules.DISTRICT_WRITERS)
@require_safe
def campaigns(request: SignedInRequest) -> HttpResponse:
    """All campaigns in their order, with how many activities each has."""
    rows = Campaign.objects.annotate(used=Count("activities")).order_by("order", "id")
    return render(request, "activities/campaigns.html", {"campaigns": rows})


@allow(*rules.DISTRICT_WRITERS)
def add_campaign(request: SignedInRequest) -> HttpResponse:
    """Add a campaign at the end."""
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        campaign = operations.add_campaign(actor=request.user, **form.cleaned_data)
        messages.success(request, f"已增加专项“{campaign.name}”")
        return redirect("campaigns:detail", campaign.pk)
    return render(request, "activities/add_campaign.html", {"form": form})


@allow(*rules.DISTRICT_WRITERS)
def change_campaign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a campaign, offer it or no longer."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    initial = {name: getattr(campaign, name) for name in CampaignForm.base_fields}
    initial["roles"] = "、".join(campaign.roles)
    form = CampaignForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.change_campaign(campaign=campaign, actor=request.user, **form.cleaned_data)
        messages.success(request, f"专项“{form.cleaned_data['name']}”已更新")
        return redirect("campaigns:detail", campaign.pk)
    return render(request, "activities/change_campaign.html", {"form": form, "campaign": campaign})


@allow(*rules.DISTRICT_WRITERS)
@require_POST
def move_campaign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a campaign one place up or down."""
    campaign = scoped_or_404(Campaign.objects, pk=pk)
    operations.move_campaign(campaign=campaign, actor=request.user, up=request.POST.get("to") == "up")
    return redirect("activities:campaigns")
