"""Pieces, the media that took them, their prizes."""

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
from bulletins.models import Adoption, Article, Piece, PieceAward
from bulletins.operations import rendering
from bulletins.operations.publicity import pieces as operations
from bulletins.publicity import rules
from bulletins.publicity.enums import MediaLevel
from bulletins.publicity.forms import AdoptionForm, ArticleForm, AwardForm, ChangePieceForm, PieceForm
from bulletins.publicity.tables import AWARDS, PIECES
from bulletins.workflow import EDITORS
from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.timeline import steps_of


def _page(row: Piece) -> str:
    return reverse("publicity:piece", args=[row.pk])


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """The pieces in scope."""
    return respond(PIECES, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def awards(request: SignedInRequest) -> HttpResponse:
    """The prizes of the pieces in scope."""
    return respond(AWARDS, request)


def _seen(request: SignedInRequest, pk: int) -> Piece:
    rows = Piece.objects.visible_to(request.user).select_related("area", "campaign")
    return scoped_or_404(rows, pk=pk)


@allow(*rules.READERS)
@require_safe
def piece(request: SignedInRequest, pk: int) -> HttpResponse:
    """One piece: who took it, what it won, what it says."""
    row = _seen(request, pk)
    adoptions = list(row.adoptions.select_related("medium__channel"))
    levels = [one.medium.level for one in adoptions]
    keeps = request.user.has_role(*rules.WRITERS) and rules.keep_piece.allows(request.user, row)
    context = {
        "piece": row,
        "facts": [
            ("供稿", row.area.name),
            ("作者", row.author),
            ("编发", dates.full_day(row.written_on)),
            ("采用", f"最高{MediaLevel(max(levels)).label}，{len(levels)} 家" if levels else "未被采用"),
        ],
        "people": row.people.order_by("pinyin", "pk"),
        "adoptions": adoptions,
        "awards": row.awards.all(),
        "keeps": keeps and not row.withdrawn_reason,
        "edits": request.user.has_role(*EDITORS) and bool(row.text) and not row.withdrawn_reason,
        "happenings": steps_of(row),
    }
    return render(request, "publicity/piece.html", context)


@allow(*rules.WRITERS)
@never_cache
def record_piece(request: SignedInRequest) -> HttpResponse:
    """Register a piece."""
    return form_page(
        request,
        PieceForm(request.POST or None, user=request.user, initial={"written_on": timezone.localdate()}),
        partial(operations.record_piece, actor=request.user),
        heading="登记稿件",
        about=PIECES.title,
        button="登记",
        back=reverse("publicity:index"),
        done="稿件已登记，有媒体采用时在这里登记采用",
        url=_page,
    )


def _kept(request: SignedInRequest, pk: int) -> Piece:
    rows = Piece.objects.filter(rules.keep_piece.as_q(request.user)).select_related("area")
    row = scoped_or_404(rows, pk=pk)
    if row.withdrawn_reason:
        raise Conflict("这篇稿件已撤回，不能再改")
    return row


@allow(*rules.WRITERS)
@never_cache
def change_piece(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a piece."""
    with leading_to(reverse("publicity:piece", args=[pk])):
        row = _kept(request, pk)

        return form_page(
            request,
            ChangePieceForm(request.POST or None, instance=row, user=request.user),
            partial(operations.change_piece, piece=row, actor=request.user),
            heading="修改稿件",
            about=row.title,
            button="保存",
            back=_page(row),
            done="稿件已更新",
        )


@allow(*rules.WRITERS)
@never_cache
def withdraw_piece(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    with leading_to(reverse("publicity:piece", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.withdraw_piece, piece=row, actor=request.user),
            heading="撤回稿件",
            about=row.title,
            back=_page(row),
            done="稿件已撤回，不再计入统计",
            undo=True,
        )


@allow(*rules.WRITERS)
@never_cache
def record_adoption(request: SignedInRequest, pk: int) -> HttpResponse:
    """A medium took it."""
    with leading_to(reverse("publicity:piece", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            AdoptionForm(request.POST or None, initial={"published_on": timezone.localdate()}),
            partial(operations.record_adoption, piece=row, actor=request.user),
            heading="登记采用",
            about=row.title,
            back=_page(row),
            done=lambda made: f"{made.medium}的采用已登记",
            lead="列表里没有的媒体，先到“媒体和媒介”里增加。",
        )


@allow(*rules.WRITERS)
@require_POST
def drop_adoption(request: SignedInRequest, pk: int) -> HttpResponse:
    """It did not take it after all."""
    mine = Piece.objects.filter(rules.keep_piece.as_q(request.user)).order_by().values("pk")
    row = scoped_or_404(Adoption.objects.filter(piece__in=mine).select_related("piece", "medium"), pk=pk)
    with leading_to(_page(row.piece)):
        operations.drop_adoption(adoption=row, actor=request.user)
    messages.success(request, f"已去掉{row.medium}的采用")
    return redirect(_page(row.piece))


@allow(*rules.WRITERS)
@never_cache
def record_award(request: SignedInRequest, pk: int) -> HttpResponse:
    """It won a prize."""
    with leading_to(reverse("publicity:piece", args=[pk])):
        row = _kept(request, pk)
        return form_page(
            request,
            AwardForm(request.POST or None),
            partial(operations.record_award, piece=row, actor=request.user),
            heading="登记获奖",
            about=row.title,
            back=_page(row),
            done="获奖已登记",
        )


@allow(*rules.WRITERS)
@require_POST
def drop_award(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was entered by mistake."""
    mine = Piece.objects.filter(rules.keep_piece.as_q(request.user)).order_by().values("pk")
    row = scoped_or_404(PieceAward.objects.filter(piece__in=mine).select_related("piece"), pk=pk)
    with leading_to(_page(row.piece)):
        operations.drop_award(award=row, actor=request.user)
    messages.success(request, f"已去掉{row.name}")
    return redirect(_page(row.piece))


@allow(*EDITORS)
@never_cache
def to_article(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put it into a draft of the bulletin."""
    with leading_to(reverse("publicity:piece", args=[pk])):
        row = _kept(request, pk)

        def save(**chosen: Any) -> Article:
            made = operations.to_article(piece=row, actor=request.user, **chosen)
            rendering.render(issue=made.issue, actor=None)
            return made

        return form_page(
            request,
            ArticleForm(request.POST or None),
            save,
            heading="放进《人大信息》",
            about=row.title,
            button="放进去",
            back=_page(row),
            done=lambda made: f"已放进{made.issue}，可以接着修改",
            url=lambda made: reverse("bulletins:save_article", args=[made.issue_id, made.pk]),
            lead="作为一篇文章放进正在编的一期，正文照搬，可以再改。",
        )
