"""Polls at the desk: prepared, opened for voting, closed."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, require_rule, scoped_or_404
from congress.ballots import rules
from congress.ballots.enums import Custody, Mode, PollState
from congress.ballots.forms import ChangePollForm, ElectorsForm, PollForm
from congress.ballots.models import Poll
from congress.ballots.operations import counting as counting_operations
from congress.ballots.operations import preparing, voting
from congress.ballots.queries import Counting, is_counted, not_ready, turnout_of
from congress.ballots.showing import facts_of, rules_in_words, shown, standing_of, steps_of
from congress.ballots.tables import POLLS
from congress.ballots.workflow import KEEPERS
from congress.ballots.workflow import POLLS as WORKFLOW
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_ASK = "ballots/ask.html"


def page_of(poll: Poll) -> str:
    """The page of a poll."""
    return reverse("ballots:detail", args=[poll.pk])


def poll_for(request: SignedInRequest, pk: int, step: str = "") -> Poll:
    """The poll within the user's scope; with a step, 403 and 409 as its rules and table say."""
    rows = Poll.objects.visible_to(request.user).select_related("area", "organ", "follows")
    row = scoped_or_404(rows, pk=pk)
    if step:
        with leading_to(page_of(row)):
            require(request.user, WORKFLOW[step], row.state)
        require_rule(request.user, row.plug.keep, row)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Every poll in scope."""
    return respond(POLLS, request)


@allow(*rules.READERS)
@require_safe
@never_cache
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One poll: what can be done now, its turnout, and its result for whoever may see it."""
    row = poll_for(request, pk)
    keeps = row.plug.keep.allows(request.user, row)
    steps = {step.step for step in available(request.user, WORKFLOW, row.state)} if keeps else set()
    turnout = turnout_of(row)
    counting = Counting(row)
    sees = row.state == PollState.PUBLISHED or (keeps and is_counted(row))
    result = shown(counting, turnout) if sees and not counting.waits_for_paper else None
    context = {
        "poll": row,
        "state": standing_of(row),
        "steps": steps,
        "progress": steps_of(row),
        "facts": facts_of(row),
        "rules": rules_in_words(row),
        "items": counting.items,
        "turnout": turnout,
        "missing": not_ready(row) if row.state == PollState.PREPARING else [],
        "phrase": row.takes_phones and row.custody == Custody.PHRASE,
        "result": result,
        "paper": _paper(counting, request) if keeps and row.takes_paper and is_counted(row) else None,
        "unpublishable": counting.unpublishable if row.state == PollState.OPENED and keeps else "",
        "draws": bool(result and counting.outcome.open_seats and row.tie == "lot"),
        "again": bool(result and counting.outcome.open_seats and row.tie == "revote"),
        "leads_to": row.plug.leads_to(row),
        "counts": row.state == PollState.OPENED and not keeps,
    }
    return render(request, "ballots/detail.html", context)


def _paper(counting: Counting, request: SignedInRequest) -> dict[str, object]:
    """Who has entered paper ballots, and where two entries differ; one alone shows no number."""
    entries = counting.entries
    mine = next((one for one in entries if one.entered_by_id == request.user.pk), None)
    differences = []
    if len(entries) == 2 and counting.paper is None:
        titles = {item.key: item.title for item in counting.items}
        first, second = (entry.totals() for entry in entries)
        for name, label in (("issued", "发出"), ("returned", "收回"), ("valid", "有效"), ("void", "无效")):
            if getattr(first, name) != getattr(second, name):
                differences.append((label, getattr(first, name), getattr(second, name)))
        for place in sorted(set(first.counts) | set(second.counts)):
            one, other = first.counts.get(place, {}), second.counts.get(place, {})
            if one != other:
                title = titles.get(place.partition(":")[0], place)
                differences.append((title, _numbers(one), _numbers(other)))
    return {
        "entries": entries,
        "mine": mine,
        "may_enter": mine is not None or len(entries) < 2,
        "differences": differences,
        "agreed": counting.paper is not None,
    }


def _numbers(counts: object) -> str:
    return "／".join(str(n) for n in counts.values()) if isinstance(counts, dict) else ""


@allow(*KEEPERS)
@never_cache
def prepare_poll(request: SignedInRequest) -> HttpResponse:
    """Begin a poll."""
    area, organ = rules.place_of(request.user)
    return answer(
        request,
        _ASK,
        PollForm(request.POST or None),
        partial(preparing.prepare_poll, actor=request.user, area=area, organ=organ),
        done=lambda _row: "已保存，再写清楚谁来投票",
        url=lambda row: reverse("ballots:set_electors", args=[row.pk]),
        context={
            "label": "准备投票",
            "up": POLLS.title,
            "up_url": reverse("ballots:index"),
            "button": "下一步：投票人",
        },
    )


@allow(*KEEPERS)
@never_cache
def change_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what a poll says, while it is prepared."""
    row = poll_for(request, pk, "change_poll")
    return answer(
        request,
        _ASK,
        ChangePollForm(request.POST or None, instance=row),
        partial(preparing.change_poll, poll=row, actor=request.user),
        done=lambda _row: "已更新",
        url=page_of,
        context={"label": "修改", "of": row, "up": row.title, "up_url": page_of(row), "button": "保存"},
    )


@allow(*KEEPERS)
@never_cache
def set_electors(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who votes."""
    row = poll_for(request, pk, "set_electors")
    note = (
        ""
        if row.mode != Mode.PHONE
        else "没有帐号的人不能用手机投票；有这样的人，先把投票方式改成“手机和纸质票”。"
    )
    return answer(
        request,
        _ASK,
        ElectorsForm(request.POST or None, instance=row),
        partial(preparing.set_electors, poll=row, actor=request.user),
        done=lambda saved: f"投票人已保存：全体 {saved.members} 人",
        url=page_of,
        context={
            "label": "投票人",
            "of": row,
            "up": row.title,
            "up_url": page_of(row),
            "button": "保存",
            "note": note,
        },
    )


def _phrase_page(request: SignedInRequest, row: Poll, phrase: str) -> HttpResponse:
    """The opening phrase, once: it stands in no other answer of the portal, and nowhere in its database."""
    response = render(request, "ballots/phrase.html", {"poll": row, "phrase": phrase})
    response["Cache-Control"] = "no-store"
    return response


@allow(*KEEPERS)
@require_POST
def start_voting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin voting; shows the opening phrase."""
    row = poll_for(request, pk, "start_voting")
    with leading_to(page_of(row)):
        phrase = voting.start_voting(poll=row, actor=request.user)
    if phrase:
        return _phrase_page(request, row, phrase)
    messages.success(request, "投票已开始")
    return redirect(page_of(row))


@allow(*KEEPERS)
@require_POST
def reseal_box(request: SignedInRequest, pk: int) -> HttpResponse:
    """Another opening phrase, before anybody has voted."""
    row = poll_for(request, pk, "reseal_box")
    with leading_to(page_of(row)):
        phrase = voting.reseal_box(poll=row, actor=request.user)
    return _phrase_page(request, row, phrase)


@allow(*KEEPERS)
@require_POST
def remind_electors(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind whoever has not voted."""
    row = poll_for(request, pk, "remind_electors")
    with leading_to(page_of(row)):
        people = voting.remind_electors(poll=row, actor=request.user)
    messages.success(request, f"已提醒 {people} 人")
    return redirect(page_of(row))


@allow(*KEEPERS)
@require_POST
def close_voting(request: SignedInRequest, pk: int) -> HttpResponse:
    """No more ballots."""
    row = poll_for(request, pk, "close_voting")
    with leading_to(page_of(row)):
        voting.close_voting(poll=row, actor=request.user)
    messages.success(request, "投票已截止")
    return redirect(page_of(row))


@allow(*KEEPERS)
@never_cache
def void_poll(request: SignedInRequest, pk: int) -> HttpResponse:
    """Declare a poll void."""
    row = poll_for(request, pk, "void_poll")
    with leading_to(page_of(row)):
        return answer(
            request,
            _ASK,
            ReasonForm(request.POST or None),
            partial(counting_operations.void_poll, poll=row, actor=request.user),
            done=lambda _row: "已宣布作废",
            url=page_of,
            context={
                "label": "宣布作废",
                "of": row,
                "up": row.title,
                "up_url": page_of(row),
                "undo": True,
                "note": "作废以后，已经投的票全部销毁，不再打开，也不能恢复。要重新投票的，另外准备一次。",
            },
        )
