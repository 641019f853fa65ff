"""Rounds of ratings: the list, one round with its totals, what a deputy fills in on the phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, at_its_fields, leading_to
from deputies.models import RatingRater, RatingRound
from deputies.operations import rating_ballots
from deputies.operations import ratings as operations
from deputies.ratings import rules
from deputies.ratings.enums import RoundState
from deputies.ratings.forms import ChangeRoundForm, RateForm, RoundBallotForm, RoundForm
from deputies.ratings.queries import participation, results
from deputies.ratings.tables import ROUNDS, round_state
from deputies.ratings.workflow import OFFICE, ROUND_WORKFLOW

_ASK = "deputies/ask.html"


def page_of(row: RatingRound) -> str:
    """The page of a round."""
    return reverse("ratings:detail", args=[row.pk])


def _seen(request: SignedInRequest, pk: int) -> RatingRound:
    return scoped_or_404(RatingRound.objects.visible_to(request.user).select_related("poll"), pk=pk)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Rounds in scope; a unit finds those in which it was rated, once published."""
    return respond(ROUNDS, request)


@allow(*rules.READERS)
@never_cache
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One round: how many took part, and the totals of each body."""
    row = _seen(request, pk)
    keeps, sees_polls = request.user.has_role(*OFFICE), request.user.has_role(*rules.see_poll.roles)
    taken = participation(row)
    steps = [step for step in available(request.user, ROUND_WORKFLOW, row.state) if _offered(step.step, row)]
    context = {
        "round": row,
        "state": round_state(row),
        "facts": [
            ("截止日期", dates.full_day(row.closes_on)),
            ("被评议单位", f"{row.bodies.count()} 个"),
            ("参加评议", f"{taken.rated}／{taken.asked} 名代表"),
            ("说明", row.note),
        ],
        "results": results(row, request.user),
        "steps": [
            (step, reverse(f"ratings:{step.step}", args=[row.pk]), step.step == "open_round")
            for step in steps
        ],
        "changes": keeps and row.state == RoundState.DRAFT,
        "poll": row.poll if row.is_voted_on and sees_polls else None,
        "counted": row.state in {RoundState.CLOSED, RoundState.PUBLISHED},
        "keeps": keeps,
    }
    return render(request, "ratings/detail.html", context)


def _offered(step: str, row: RatingRound) -> bool:
    """A ballot is prepared once, and after one was void; what a ballot closes nobody closes by hand."""
    if step == "open_round":
        return row.state == RoundState.DRAFT or (row.poll is not None and not row.is_voted_on)
    return step != "close_round" or not row.is_voted_on


@allow(*OFFICE)
@never_cache
def prepare_round(request: SignedInRequest) -> HttpResponse:
    """Prepare a round."""
    return answer(
        request,
        _ASK,
        RoundForm(request.POST or None),
        partial(operations.prepare_round, actor=request.user),
        done=lambda _row: "已保存，核对以后准备投票",
        url=page_of,
        context={
            "label": "准备评议",
            "button": "保存",
            "up": ROUNDS.title,
            "up_url": reverse("ratings:index"),
        },
    )


@allow(*OFFICE)
@never_cache
def change_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is prepared."""
    row = _seen(request, pk)
    with leading_to(page_of(row)):
        if row.state != RoundState.DRAFT:
            raise Conflict("已经开始评议，不能再改被评议单位和代表")
        return answer(
            request,
            _ASK,
            ChangeRoundForm(request.POST or None, instance=row),
            partial(operations.change_round, round=row, actor=request.user),
            done=lambda _row: "已修改",
            url=page_of,
            context={"label": "修改", "of": row, "up": row.title, "up_url": page_of(row)},
        )


def _taking(operation: Callable[..., RatingRound], done: str) -> Callable[..., HttpResponse]:
    """The view of a step that asks nothing."""

    @allow(*OFFICE)
    @require_POST
    def view(request: SignedInRequest, pk: int) -> HttpResponse:
        row = _seen(request, pk)
        with leading_to(page_of(row)):
            operation(round=row, actor=request.user)
        messages.success(request, done)
        return redirect(page_of(row))

    view.__doc__ = operation.__doc__
    return view


close_round = _taking(operations.close_round, "评议已截止，可以看汇总")
publish_round = _taking(operations.publish_round, "结果已公布，各单位只看到对本单位的汇总")


@allow(*OFFICE)
@never_cache
def open_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Prepare the ballot; what follows happens on the page of the poll."""
    row = _seen(request, pk)
    with leading_to(page_of(row)):
        require(request.user, ROUND_WORKFLOW["open_round"], row.state)
        if not _offered("open_round", row):
            raise Conflict("这次评议已经开始")
        return answer(
            request,
            _ASK,
            RoundBallotForm(request.POST or None, round=row),
            partial(rating_ballots.open_round, round=row, actor=request.user),
            done=lambda _poll: "投票已准备，核对以后开始投票",
            url=lambda poll: reverse("ballots:detail", args=[poll.pk]),
            context={
                "label": "准备投票",
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "note": "一个单位一项，参加评议的代表无记名投票；结果公布以后，各单位的汇总自动登记。",
            },
        )


@allow(*rules.DEPUTIES)
@never_cache
def rate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what one thinks of each body in a round from before ballots; sent once, it cannot be taken back, for nobody
    knows whose it is.
    """
    own = RatingRater.objects.filter(deputyship__person__user=request.user, round__poll=None)
    asked = own.exclude(round__state=RoundState.DRAFT)
    rater = scoped_or_404(asked.select_related("round", "deputyship").order_by("has_rated"), round=pk)
    row = rater.round
    posted = request.POST if request.method == "POST" else None
    form = RateForm(posted, bodies=list(row.bodies.select_related("organ")))
    if request.method == "POST" and form.is_valid():
        try:
            operations.rate(
                round=row, deputyship=rater.deputyship, actor=request.user, opinions=form.opinions
            )
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            messages.success(request, "评议已提交，不记名，只计入票数")
            return redirect("dashboard:home")
    context = {
        "form": form,
        "round": row,
        "open": row.state == RoundState.OPEN and not rater.has_rated,
        "has_rated": rater.has_rated,
    }
    return render(request, "ratings/rate.html", context)
