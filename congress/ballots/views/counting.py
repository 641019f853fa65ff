"""The count: the box is opened, paper entered, a lot written down, the result published and counted again."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.ballots import rules
from congress.ballots.digest import grouped
from congress.ballots.enums import Custody, PollState
from congress.ballots.forms import LotForm, PaperForm, PhraseForm
from congress.ballots.models import Poll
from congress.ballots.operations import counting as operations
from congress.ballots.queries import Counting
from congress.ballots.views.keeping import page_of, poll_for
from congress.ballots.workflow import KEEPERS
from congress.web.forms import PortalForm
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_ASK = "ballots/ask.html"


@allow(*KEEPERS)
@never_cache
def open_box(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the box, with the phrase where there is one."""
    row = poll_for(request, pk, "open_box")
    needs_phrase = row.takes_phones and row.custody == Custody.PHRASE
    sent = request.POST if request.method == "POST" else None
    form = (PhraseForm if needs_phrase else PortalForm)(sent)
    notes = {
        True: "总监票人当众拆开信封，照口令输入。打开以后票全部混匀，钥匙随即销毁。",
        False: "打开以后票全部混匀，钥匙随即销毁。"
        if row.takes_phones
        else "开始计票，由两个人各录一次纸质票。",
    }
    with leading_to(page_of(row)):
        return answer(
            request,
            _ASK,
            form,
            partial(operations.open_box, poll=row, actor=request.user),
            done=lambda _row: "票箱已打开，可以计票" if row.takes_phones else "可以计票",
            url=page_of,
            context={
                "label": "开箱计票",
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "button": "开箱计票",
                "note": notes[needs_phrase],
            },
        )


@allow(*KEEPERS)
@never_cache
def enter_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """What one person counted of the paper ballots; nobody sees the other's numbers here."""
    row = poll_for(request, pk, "enter_paper")
    counting = Counting(row)
    entry = next((one for one in counting.entries if one.entered_by_id == request.user.pk), None)
    with leading_to(page_of(row)):
        if not row.takes_paper:
            raise Conflict("这次投票没有纸质票")
        if entry is None and len(counting.entries) == 2:
            raise Conflict("已经有两个人录入，由他们两人核对")
        form = PaperForm(request.POST or None, poll=row, items=counting.items, entry=entry)
        if request.method == "POST" and form.is_valid():
            try:
                operations.enter_paper(poll=row, actor=request.user, **form.counted())
            except ValidationError as error:
                form.refuse(error)
            else:
                messages.success(request, "您的数字已保存")
                return redirect(page_of(row))
    return render(request, "ballots/enter_paper.html", {"form": form, "poll": row, "up_url": page_of(row)})


@allow(*KEEPERS)
@never_cache
def draw_lot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which of the items with equal votes the lot has chosen."""
    row = poll_for(request, pk, "draw_lot")
    counting = Counting(row)
    outcome = counting.outcome
    with leading_to(page_of(row)):
        if counting.waits_for_paper:
            raise Conflict(counting.unpublishable)
        if row.tie != "lot" or not outcome.open_seats:
            raise Conflict("没有要抽签决定的项目")
        tied = [item for item in counting.items if item.key in outcome.tied]
        return answer(
            request,
            _ASK,
            LotForm(request.POST or None, tied=tied),
            partial(operations.draw_lot, poll=row, actor=request.user),
            done=lambda _row: "抽签结果已记录",
            url=page_of,
            context={
                "label": "记录抽签",
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "button": "保存",
                "note": f"{len(tied)} 项票数相同，还剩 {outcome.open_seats} 个名额。当众抽签以后，把抽中的记在这里。",
            },
        )


@allow(*KEEPERS)
@require_POST
def publish_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the result."""
    row = poll_for(request, pk, "publish_poll")
    with leading_to(page_of(row)):
        operations.publish_poll(poll=row, actor=request.user)
    messages.success(request, "结果已公布")
    return redirect(page_of(row))


@allow(*KEEPERS)
@require_POST
def vote_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """A poll over the items with equal votes."""
    row = poll_for(request, pk, "vote_again")
    with leading_to(page_of(row)):
        again = operations.vote_again(poll=row, actor=request.user)
    messages.success(request, "已准备再次投票，核对以后开始")
    return redirect(page_of(again))


@allow(*rules.READERS)
@require_safe
@never_cache
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """Count what is stored once more, and compare its digest with the one that was published."""
    published = Poll.objects.visible_to(request.user).filter(state=PollState.PUBLISHED)
    row = scoped_or_404(published, pk=pk)
    counting = Counting(row)
    context = {
        "poll": row,
        "up_url": page_of(row),
        "published": grouped(row.digest),
        "present": grouped(counting.digest),
        "same": counting.digest == row.digest,
        "outcome": counting.outcome,
    }
    return render(request, "ballots/check.html", context)
