"""How much deputies took part, who is still missing, and who counts as 基层."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.taking_part import queries, rules
from activities.taking_part.forms import GrassrootsForm
from activities.taking_part.operations import sittings as operations
from activities.taking_part.tables import DEPUTIES, PEOPLE
from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.figures.asked import asked_period
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies.enums import Identity
from deputies.models import IdentityClass


@allow(*rules.READERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Events and person-times of a period, each number with its list; below it who is still missing."""
    asked = asked_period(request)
    period = asked.period
    if period is None:
        return render(request, "taking_part/index.html", {"asked": asked})
    context = {
        "period": period,
        "asked": asked,
        "figures": queries.figures(request.user, period),
        "span": f"since={period.start}&until={period.end}",
        "coverage": queries.coverage(timezone.localdate()),
        "keeps": request.user.has_role(*rules.WRITERS),
    }
    return render(request, "taking_part/index.html", context)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def people(request: SignedInRequest) -> HttpResponse:
    """Each deputy's part in each activity: the rows that person-times are counted from."""
    return respond(PEOPLE, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def deputies(request: SignedInRequest) -> HttpResponse:
    """The deputies with how often they sat in and took part."""
    return respond(DEPUTIES, request)


@allow(*rules.WRITERS)
@never_cache
def set_grassroots(request: SignedInRequest) -> HttpResponse:
    """Which identities count as 基层."""
    chosen = list(IdentityClass.objects.filter(is_grassroots=True).values_list("identity", flat=True))
    form = GrassrootsForm(request.POST or None, initial={"identities": chosen})
    form.fields["identities"].choices = Identity.choices  # type: ignore[attr-defined]

    def save(identities: list[str]) -> IdentityClass | None:
        operations.set_grassroots(actor=request.user, identities=identities)
        return IdentityClass.objects.first()

    return form_page(
        request,
        form,
        save,
        heading="哪些算基层代表",
        about="参与工作",
        button="保存",
        back=reverse("taking_part:index"),
        done="基层代表的身份已更新",
        lead="按名册里的身份计算；改了以后，列席覆盖面按新的算。",
    )
