"""The rating of an opinion: its ballot is prepared, or numbers of a hall are written down."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from activities.taking_part.views.shared import form_page
from congress.access.decorators import allow
from congress.access.rules import require
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from oversight.operations import ratings as operations
from oversight.operations.opinions import running
from oversight.opinions import forms, rules
from oversight.opinions.enums import OpinionState
from oversight.opinions.queries import basis_words
from oversight.opinions.views import found, page_of
from oversight.opinions.workflow import OPINION_WORKFLOW


@allow(*rules.OFFICE)
@never_cache
def prepare_rating(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the ballot; who votes is chosen next."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["pass_rating"], row.state)
        operations.refuse_while_voting(running(row))
        return form_page(
            request,
            forms.PrepareRatingForm(request.POST or None, opinion=row),
            partial(operations.prepare_rating, actor=request.user),
            heading="准备测评投票",
            about=row.title,
            lead="无记名投票，公布结果以后自动登记：满意票和基本满意票之和不足总票数三分之二的，列入下一年度再审；"
            f"正好三分之二算通过。总票数按本区规定是：{basis_words()}。",
            button="下一步：投票人",
            back=page_of(row),
            done="测评投票已准备，请选谁来投票",
            url=lambda poll: reverse("ballots:set_electors", args=[poll.pk]),
        )


@allow(*rules.OFFICE)
@never_cache
def record_rating(request: SignedInRequest, pk: int) -> HttpResponse:
    """How the committee rated it, where it was not voted on here."""
    row = found(request, pk)
    with leading_to(page_of(row)):
        require(request.user, OPINION_WORKFLOW["pass_rating"], row.state)
        return form_page(
            request,
            forms.RatingForm(
                request.POST or None, initial={"rated_on": timezone.localdate()}, basis=basis_words()
            ),
            partial(operations.record_rating, opinion=row, actor=request.user),
            heading="登记测评结果",
            about=row.title,
            lead="会场用表决器测评的、以前年度的，登记票数；用本平台投票的不用登记。满意票和基本满意票之和"
            "不足总票数三分之二的，自动列入下一年度再审；正好三分之二算通过。",
            back=page_of(row),
            done=lambda saved: (
                "已通过测评" if saved.state == OpinionState.PASSED else "不足三分之二，已列入再审"
            ),
        )
