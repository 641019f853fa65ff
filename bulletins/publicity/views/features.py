"""Collections of stories and series of interviews (R301, R302)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities.taking_part.views.shared import form_page
from bulletins.models import FeaturedPerson, FeatureSet
from bulletins.operations.publicity import plans as operations
from bulletins.publicity import rules
from bulletins.publicity.story_forms import ChangeFeatureForm, FeaturedForm, FeatureForm, ManyForm
from bulletins.publicity.tables import FEATURES
from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from deputies.timeline import steps_of


def _page(row: FeatureSet) -> str:
    return reverse("publicity:feature", args=[row.pk])


def _page_of(row: FeaturedPerson) -> str:
    return _page(row.feature)


def _found(pk: int) -> FeatureSet:
    return scoped_or_404(FeatureSet.objects.select_related("medium"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def features(request: SignedInRequest) -> HttpResponse:
    """All of them, by year."""
    return respond(FEATURES, request)


@allow(*rules.READERS)
@require_safe
def feature(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them with its persons and their posts."""
    row = _found(pk)
    people = list(row.people.select_related("medium"))
    context = {
        "feature": row,
        "count": row.people_of(len(people)),
        "facts": [
            ("类型", str(row.get_kind_display())),
            ("年度", f"{row.year} 年"),
            ("编印、刊发", dates.full_day(row.published_on) if row.published_on else ""),
            ("媒体", str(row.medium or "")),
            ("人数", str(row.people_of(len(people)))),
            ("说明", row.note),
        ],
        "people": people,
        "keeps": request.user.has_role(*rules.OFFICES),
        "happenings": steps_of(row),
    }
    return render(request, "publicity/feature.html", context)


@allow(*rules.OFFICES)
@never_cache
def record_feature(request: SignedInRequest) -> HttpResponse:
    """Register one."""
    return form_page(
        request,
        FeatureForm(request.POST or None, initial={"year": timezone.localdate().year}),
        partial(operations.record_feature, actor=request.user),
        heading="登记专集专访",
        about=FEATURES.title,
        button="登记",
        back=reverse("publicity:features"),
        done="已登记，接着加入人物",
        url=_page,
    )


@allow(*rules.OFFICES)
@never_cache
def change_feature(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct one."""
    row = _found(pk)
    return form_page(
        request,
        ChangeFeatureForm(request.POST or None, instance=row),
        partial(operations.change_feature, feature=row, actor=request.user),
        heading="修改",
        about=row,
        button="保存",
        back=_page(row),
        done="已更新",
    )


@allow(*rules.OFFICES)
@never_cache
def add_featured(request: SignedInRequest, pk: int) -> HttpResponse:
    """Somebody is in it."""
    row = _found(pk)
    return form_page(
        request,
        FeaturedForm(request.POST or None),
        partial(operations.add_featured, feature=row, actor=request.user),
        heading="加入人物",
        about=row,
        back=_page(row),
        done=lambda made: f"已加入{made}",
    )


@allow(*rules.OFFICES)
@never_cache
def add_deputies(request: SignedInRequest, pk: int) -> HttpResponse:
    """Several deputies at once."""
    row = _found(pk)

    def save(deputies: list[Any]) -> FeatureSet:
        return operations.add_deputies(feature=row, actor=request.user, deputyships=deputies)

    return form_page(
        request,
        ManyForm(request.POST or None, user=request.user),
        save,
        heading="加入多位代表",
        about=row,
        back=_page(row),
        done="已加入，已经在里面的没有重复",
    )


def _featured(pk: int) -> FeaturedPerson:
    return scoped_or_404(FeaturedPerson.objects.select_related("feature"), pk=pk)


@allow(*rules.OFFICES)
@never_cache
def change_featured(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a name, post, medium or day."""
    row = _featured(pk)
    return form_page(
        request,
        FeaturedForm(request.POST or None, instance=row),
        partial(operations.change_featured, featured=row, actor=request.user),
        heading="修改人物",
        about=row,
        button="保存",
        back=_page_of(row),
        done="已更新",
    )


@allow(*rules.OFFICES)
@require_POST
def drop_featured(request: SignedInRequest, pk: int) -> HttpResponse:
    """He is not in it."""
    row = _featured(pk)
    operations.drop_featured(featured=row, actor=request.user)
    messages.success(request, f"已去掉{row}")
    return redirect(_page_of(row))
