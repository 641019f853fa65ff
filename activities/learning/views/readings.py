"""What is read before an inspection, at the desk: giving it, who opened it (R099)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from activities.convocations.rules import CALLERS
from activities.learning import operations
from activities.learning.study_forms import ReadingForm
from activities.models import Convocation, Reading
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to


@allow(*CALLERS)
@never_cache
def add_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give those who are called something to read."""
    row = scoped_or_404(Convocation.objects.changeable_by(request.user), pk=pk)
    url = reverse("convocations:detail", args=[row.pk])

    def save(**data: Any) -> Reading:
        to = reverse("convocations:reply", args=[row.pk])
        return operations.add_reading(convocation=row, actor=request.user, url=to, **data)

    with leading_to(url):
        return answer(
            request,
            "learning/add_reading.html",
            ReadingForm(request.POST or None, request.FILES or None),
            save,
            done=lambda one: f"“{one.title}”已加上，谁读过这里看得到",
            url=lambda _one: url,
            context={"convocation": row, "up_url": url},
        )


@allow(*CALLERS)
@require_POST
def drop_reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is no longer shown."""
    mine = Convocation.objects.changeable_by(request.user).values("pk")
    one = scoped_or_404(Reading.objects.filter(convocation__in=mine), pk=pk)
    operations.drop_reading(reading=one, actor=request.user)
    messages.success(request, f"“{one.title}”已移除")
    return redirect("convocations:detail", one.convocation_id)
