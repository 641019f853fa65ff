"""Borders of towns for the map."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from congress.access.decorators import allow
from congress.organs.forms import OutlinesForm
from congress.organs.models import Area
from congress.organs.outlines import import_outlines as take_over
from congress.organs.rules import KEEPERS
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


@allow(*KEEPERS)
def import_outlines(request: SignedInRequest) -> HttpResponse:
    """Import a GeoJSON file; which towns have a border and which have none."""
    towns = list(Area.objects.towns().select_related("outline").order_by("order", "pk"))
    form = OutlinesForm(request.POST or None, request.FILES or None, towns=towns)
    return answer(
        request,
        "organs/import_outlines.html",
        form,
        partial(take_over, actor=request.user),
        done=lambda _root: f"已导入 {len(form.cleaned_data['rings'])} 个乡镇街道的边界",
        url=lambda _root: reverse("organs:import_outlines"),
        context={
            "towns": [(town, getattr(town, "outline", None)) for town in towns],
            "up_url": reverse("organs:areas"),
        },
    )
