"""Meetings with officials, at the desk of the office and of the unit."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activities.models import OfficialMeeting, PromisedAction
from activities.taking_part import rules
from activities.taking_part.forms import ArrangeForm, AskForForm, FinishForm, MeetForm, PromiseForm, ReplyForm
from activities.taking_part.operations import officials as operations
from activities.taking_part.showing import happenings, official_state, promise_state
from activities.taking_part.tables import OFFICIALS
from activities.taking_part.views.shared import form_page, found, page_of, roles_of
from activities.taking_part.workflow import OFFICIALS as WORKFLOW
from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.web import dates
from congress.web.forms import ReasonForm
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import leading_to
from deputies.models import Deputyship

_READERS = rules.READERS | rules.UNITS
_ANSWERERS = rules.WRITERS | rules.UNITS
_page = page_of("official")


@allow(*_READERS)
@require_http_methods(["GET", "POST"])
def officials(request: SignedInRequest) -> HttpResponse:
    """The requests this user may see."""
    return respond(OFFICIALS, request)


def facts_of(row: OfficialMeeting) -> list[tuple[str, str]]:
    """What was asked and arranged, in lines."""
    hour = f" {row.begins_at.hour}:{row.begins_at:%M}" if row.begins_at else ""
    others = "、".join(str(one.person) for one in row.companions.select_related("person"))
    return [
        ("约见", f"{row.organ}{row.official}"),
        ("提出的代表", str(row.asked_by.person)),
        ("一同约见", others),
        ("提出时间", dates.moment(row.asked_at)),
        ("约见时间", f"{dates.full_day(row.on)}（{dates.weekday(row.on)}）{hour}" if row.on else ""),
        ("地点", row.place),
        ("不安排的原因", row.declined_reason),
    ]


@allow(*_READERS)
@require_safe
def official(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request: what was asked, answered, promised, and how the deputy rates it."""
    row = found(
        OfficialMeeting, request.user, rules.see_official, pk, "organ", "asked_by__person", "activity"
    )
    answers = request.user.has_role(*_ANSWERERS)
    context = {
        "meeting": row,
        "state": official_state(row),
        "facts": facts_of(row),
        "promises": [(one, promise_state(one)) for one in row.promises.all()],
        "steps": [step.step for step in available(request.user, WORKFLOW, row.state) if step.step != "rate"],
        "promises_open": answers and row.state in operations.WITH_PROMISES,
        "is_unit": not request.user.has_role(*rules.READERS),
        "happenings": happenings(row),
    }
    return render(request, "taking_part/official.html", context)


@allow(*rules.WRITERS)
@never_cache
def ask_for(request: SignedInRequest) -> HttpResponse:
    """Enter the request of a deputy who wrote or called."""

    def save(deputies: list[Deputyship], **facts: Any) -> OfficialMeeting:
        first, *others = deputies
        return operations.ask_official(actor=request.user, asked_by=first, companions=others, **facts)

    return form_page(
        request,
        AskForForm(request.POST or None, user=request.user),
        save,
        heading="登记约见申请",
        about="约见国家机关负责人",
        back=reverse("taking_part:officials"),
        done="约见申请已登记，接着安排",
        url=_page,
    )


def _row(request: SignedInRequest, pk: int, rule: Any) -> OfficialMeeting:
    row: OfficialMeeting = found(OfficialMeeting, request.user, rule, pk, "organ", "asked_by__person")
    return row


@allow(*roles_of(WORKFLOW["arrange"]))
@never_cache
def arrange(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say when, where and whom."""
    row = _row(request, pk, rules.keep)
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["arrange"], row.state)
        return form_page(
            request,
            ArrangeForm(request.POST or None, instance=row),
            partial(operations.arrange, meeting=row, actor=request.user),
            heading="安排约见",
            about=row,
            back=_page(pk),
            done="约见已安排，代表和单位已收到通知",
        )


@allow(*roles_of(WORKFLOW["decline"]))
@never_cache
def decline(request: SignedInRequest, pk: int) -> HttpResponse:
    """Do not arrange it."""
    row = _row(request, pk, rules.keep)
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["decline"], row.state)
        return form_page(
            request,
            ReasonForm(request.POST or None),
            partial(operations.decline, meeting=row, actor=request.user),
            heading="不安排",
            about=row,
            back=_page(pk),
            done="已告诉代表不安排的原因",
            undo=True,
        )


@allow(*roles_of(WORKFLOW["meet"]))
@never_cache
def meet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write down the meeting."""
    row = _row(request, pk, rules.keep)
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["meet"], row.state)
        return form_page(
            request,
            MeetForm(request.POST or None, user=request.user, meeting=row),
            partial(operations.meet, meeting=row, actor=request.user),
            heading="登记约见",
            about=row,
            back=_page(pk),
            done="约见已登记，接着登记承诺事项",
        )


@allow(*roles_of(WORKFLOW["reply"]))
@never_cache
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reply in writing."""
    row = _row(request, pk, rules.answer_official)
    with leading_to(_page(pk)):
        require(request.user, WORKFLOW["reply"], row.state)
        return form_page(
            request,
            ReplyForm(request.POST or None),
            partial(operations.reply, meeting=row, actor=request.user),
            heading="答复",
            about=row,
            back=_page(pk),
            done="已答复，请代表评价",
        )


@allow(*_ANSWERERS)
@never_cache
def promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note a promise."""
    row = _row(request, pk, rules.answer_official)
    with leading_to(_page(pk)):
        return form_page(
            request,
            PromiseForm(request.POST or None),
            partial(operations.promise, meeting=row, actor=request.user),
            heading="登记承诺事项",
            about=row,
            back=_page(pk),
            done="承诺事项已登记，到期没有办成会标出来",
        )


@allow(*_ANSWERERS)
@never_cache
def finish_promise(request: SignedInRequest, pk: int) -> HttpResponse:
    """A promise was kept."""
    mine = OfficialMeeting.objects.filter(rules.answer_official.as_q(request.user))
    row = scoped_or_404(PromisedAction.objects.filter(meeting__in=mine).select_related("meeting"), pk=pk)
    back = _page(row.meeting_id)
    with leading_to(back):
        return form_page(
            request,
            FinishForm(request.POST or None, initial={"done_on": timezone.localdate()}),
            partial(operations.finish_promise, action=row, actor=request.user),
            heading="登记办成",
            about=row,
            back=back,
            done="承诺事项已办成，代表已收到通知",
        )
