"""What deputies say of departments: on the phone, entered by the office, and as a list for the desk."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import require_rule, scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from oversight.appraisals import forms, rules
from oversight.appraisals.body_tables import OPINIONS
from oversight.appraisals.views import found, kept, page_of
from oversight.models import AppraisalOpinion, SpecialAppraisal
from oversight.operations import appraisal_opinions as operations


@allow(*rules.DESK)
@require_http_methods(["GET", "POST"])
def opinions(request: SignedInRequest) -> HttpResponse:
    """All opinions, with who gave them; for the desk alone."""
    return respond(OPINIONS, request)


@allow(*rules.DEPUTIES)
@never_cache
def opine(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a deputy thinks of the departments; what was said before is there to be corrected."""
    row, today = found(request, pk), timezone.localdate()
    with leading_to(page_of(row)):
        if not row.takes_opinions(today):
            raise Conflict("这次评议的征求意见已截止")
        levels = operations.levels_of(request.user, today)
        if not levels:
            raise Conflict("名册里没有您现在的代表资格，请和常委会办公室联系")
        own = AppraisalOpinion.objects.filter(body__appraisal=row, person__user=request.user)
        form = forms.OpineForm(
            request.POST if request.method == "POST" else None,
            bodies=list(row.bodies.order_by("number")),
            levels=levels,
            known={one.body_id: one for one in own},
        )

        def save(**_data: Any) -> SpecialAppraisal:
            return operations.give_opinions(
                appraisal=row, actor=request.user, level=form.level, said=form.said
            )

        return form_page(
            request,
            form,
            save,
            heading="提意见",
            about=row.title,
            lead=f"{dates.full_day(row.opinions_until)}截止，截止以前可以改。只对您了解的部门写，不了解的不写。"
            "被评议的部门看不到是谁提的。",
            button="提交",
            back=page_of(row),
            done="意见已提交",
            phone=True,
        )


@allow(*rules.WRITERS)
@never_cache
def enter_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a deputy of any level said on paper or by phone."""
    row = kept(request, pk)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.OpinionForm(request.POST or None, appraisal=row, initial={"said_on": timezone.localdate()}),
            partial(operations.enter_opinion, appraisal=row, actor=request.user),
            heading="登记代表意见",
            about=row.title,
            back=page_of(row),
            done="代表意见已登记",
        )


@allow(*rules.WRITERS)
@never_cache
def change_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct what was entered."""
    mine = SpecialAppraisal.objects.visible_to(request.user)
    rows = AppraisalOpinion.objects.filter(body__appraisal__in=mine, person__isnull=True)
    one = scoped_or_404(rows.select_related("body__appraisal"), pk=pk)
    row = one.body.appraisal
    require_rule(request.user, rules.keep_appraisal, row)
    with leading_to(page_of(row)):
        return form_page(
            request,
            forms.ChangeOpinionForm(request.POST or None, instance=one, appraisal=row),
            partial(operations.change_opinion, opinion=one, actor=request.user),
            heading="修改代表意见",
            about=row.title,
            button="保存",
            back=page_of(row),
            done="代表意见已更新",
        )
