"""Periodicals and material for deputies."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.district.queries import district_name
from congress.web import dates
from congress.web.lists.page import picked, respond
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields
from deputies.models import Subscription
from deputies.operations import subscriptions as operations
from deputies.rules import WRITERS
from deputies.services import rules
from deputies.services.forms import DayForm, SubscribeForm
from deputies.services.showing import copy_state
from deputies.services.tables import SUBSCRIPTIONS
from deputies.services.views.hub import pdf_answer

_LIST = "deputy_services:subscriptions"


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def subscriptions(request: SignedInRequest) -> HttpResponse:
    """Every copy for every deputy."""
    return respond(SUBSCRIPTIONS, request)


@allow(*WRITERS)
@never_cache
def subscribe(request: SignedInRequest) -> HttpResponse:
    """A publication of a year for all deputies in office."""
    form = SubscribeForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        count = operations.subscribe(actor=request.user, **form.cleaned_data)
        messages.success(request, f"已登记 {count:,} 份" if count else "每位在任代表都已有一份")
        year, publication = form.cleaned_data["year"], form.cleaned_data["publication"].pk
        return redirect(f"{reverse(_LIST)}?publication={publication}&year={year}")
    context = {
        "form": form,
        "label": "登记订阅",
        "note": "给每位在任的区人大代表登记一份；已有的不重复，补选的代表再登记一次就补上。",
        "up": SUBSCRIPTIONS.title,
        "up_url": reverse(_LIST),
    }
    return render(request, "deputies/ask.html", context)


def _marking(label: str, mark: Callable[..., int]) -> Callable[..., HttpResponse]:
    """The view of a bulk action: first asked for the day, then done."""

    @allow(*WRITERS)
    @require_POST
    def view(request: SignedInRequest) -> HttpResponse:
        rows = picked(SUBSCRIPTIONS, request)
        query = request.GET.urlencode()
        back = f"{reverse(_LIST)}?{query}" if query else reverse(_LIST)
        count = rows.order_by().count()
        if not count:
            messages.warning(request, "还没有选，请先勾选")
            return redirect(back)
        form = DayForm(request.POST if "go" in request.POST else None, initial={"on": timezone.localdate()})
        if "go" in request.POST and form.is_valid():
            try:
                done = mark(rows=rows, actor=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, at_its_fields(form, error))
            else:
                left = f"，{count - done:,} 份已登记过或者日期不合，没有改" if done < count else ""
                messages.success(request, f"{label} {done:,} 份{left}")
                return redirect(back)
        context = {
            "form": form,
            "label": label,
            "count": count,
            "keys": request.POST.getlist("pick"),
            "every": request.POST.get("all", ""),
            "up": SUBSCRIPTIONS.title,
            "up_url": back,
        }
        return render(request, "deputy_services/mark.html", context)

    view.__doc__ = mark.__doc__
    return view


mark_posted = _marking("登记寄出", operations.mark_posted)
mark_received = _marking("登记收到", operations.mark_received)


@allow(*rules.READERS)
@never_cache
@require_safe
def undelivered_pdf(request: SignedInRequest) -> HttpResponse:
    """The copies of this year and the last that did not arrive."""
    today = timezone.localdate()
    rows = Subscription.objects.visible_to(request.user).undelivered().filter(year__gte=today.year - 1)
    found = rows.select_related("publication", "deputyship__person").order_by(
        "-year", "publication__order", "deputyship__person__pinyin", "pk"
    )
    lines = [
        [
            str(n),
            row.deputyship.person.name,
            row.deputyship.person.organisation,
            f"{row.year}年{row.publication}",
            dates.full_day(row.posted_on) if row.posted_on else copy_state(row)[1],
        ]
        for n, row in enumerate(found, 1)
    ]
    heads = [("序号", "xs"), ("姓名", "s"), ("单位", ""), ("刊物、材料", "l"), ("寄出", "m")]
    title = f"{district_name()}人大代表刊物、材料未收到名单"
    return pdf_answer(
        request, title, f"{dates.full_day(today)}　共 {len(lines):,} 份", heads, lines, reverse(_LIST)
    )
