"""The steps of an article: 送审, 撤回, 退回, 发布, 撤下, 改后重发."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from bulletins.models import NewsArticle
from bulletins.news.forms import ReleaseForm
from bulletins.news.views.desk import article_or_404, page_of
from bulletins.news.workflow import NEWS_WORKFLOW, REVIEWERS, WRITERS
from bulletins.operations import news as operations
from congress.access.decorators import allow
from congress.access.rules import require
from congress.web.forms import PortalForm, ReasonForm
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to


def _at_once(request: SignedInRequest, pk: int, step: Callable[..., NewsArticle], done: str) -> HttpResponse:
    """A step that asks nothing."""
    row = article_or_404(request, pk)
    with leading_to(page_of(row)):
        step(article=row, actor=request.user)
    messages.success(request, done)
    return redirect(page_of(row))


def _asking(
    request: SignedInRequest,
    pk: int,
    step: Callable[..., NewsArticle],
    form: PortalForm,
    done: str,
    **context: object,
) -> HttpResponse:
    """A step that asks for something first."""
    row = article_or_404(request, pk)
    transition = NEWS_WORKFLOW[step.__name__]
    with leading_to(page_of(row)):
        require(request.user, transition, row.state)
        return answer(
            request,
            "deputies/ask.html",
            form,
            partial(step, article=row, actor=request.user),
            done=lambda _row: done,
            url=page_of,
            context={
                "label": transition.label,
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "undo": transition.undo,
                **context,
            },
        )


@allow(*WRITERS)
@require_POST
def submit_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """送审."""
    return _at_once(request, pk, operations.submit_article, "已送审，等另一位同志或常委会领导审核发布")


@allow(*WRITERS)
@require_POST
def recall_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤回送审."""
    return _at_once(request, pk, operations.recall_article, "已撤回，可以修改")


@allow(*WRITERS)
@require_POST
def revise_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """改后重发."""
    return _at_once(request, pk, operations.revise_article, "已转为草稿，改好再送审")


@allow(*REVIEWERS)
@never_cache
def return_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """退回修改."""
    form = ReasonForm(request.POST or None)
    return _asking(request, pk, operations.return_article, form, "已退回，写的人会收到通知")


@allow(*REVIEWERS)
@never_cache
def release_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """发布."""
    form = ReleaseForm(request.POST or None, initial={"published_on": timezone.localdate()})
    return _asking(
        request,
        pk,
        operations.release_article,
        form,
        "已发布，网站上看得到了",
        note="发布以后，不登录也能读到。请先看过全文和照片。",
    )


@allow(*REVIEWERS)
@never_cache
def withdraw_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """撤下."""
    form = ReasonForm(request.POST or None)
    return _asking(request, pk, operations.withdraw_article, form, "已撤下，网站上看不到了")
