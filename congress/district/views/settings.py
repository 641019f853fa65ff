"""The page of all settings, and what the district says of itself."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from congress.access.decorators import allow
from congress.district import operations, rules
from congress.district.forms import ProfileForm
from congress.district.models import DistrictProfile
from congress.district.settings_page import settings_for
from congress.organs.queries import district
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


@allow(*rules.SETTERS)
@require_safe
def settings(request: SignedInRequest) -> HttpResponse:
    """Every page of settings this user may use."""
    return render(request, "district/settings.html", {"blocks": settings_for(request.user)})


@allow(*rules.PROFILE_KEEPERS)
@never_cache
def change_profile(request: SignedInRequest) -> HttpResponse:
    """How the district and its offices are called, and where they are reached."""
    root = district()
    kept = DistrictProfile.objects.select_related("area").filter(area=root).first() if root else None
    row = kept or (DistrictProfile(area=root) if root else DistrictProfile())
    back = "district:setup" if "setup" in request.GET else "district:settings"
    return answer(
        request,
        "district/change_profile.html",
        ProfileForm(request.POST or None, instance=row),
        partial(operations.change_profile, actor=request.user),
        done=lambda saved: f"{saved.area}的名称和联系方式已更新",
        url=lambda _row: reverse(back),
        context={"up": "开通平台" if back == "district:setup" else "设置", "up_url": reverse(back)},
    )
