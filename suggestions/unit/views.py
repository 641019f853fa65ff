"""What a unit does with its parts: one request each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congress.access.decorators import allow
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.documents.uploads import Document
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from suggestions import operations
from suggestions.enums import (
    ANSWER_CLOCKS,
    ClockKind,
    CommitmentState,
    ContactStage,
    ExtensionState,
    HandlingState,
    Part,
)
from suggestions.models import Clock, Commitment, Handling, Reply
from suggestions.unit.basis import basis_of
from suggestions.unit.filing import Filing
from suggestions.unit.forms import (
    AskReturnForm,
    ContactForm,
    ExtensionForm,
    FollowUpForm,
    OpinionForm,
    ReplyForm,
    ReportForm,
)
from suggestions.unit.next_step import clock_of, missing_stages
from suggestions.unit.queries import with_progress
from suggestions.unit.tables import UNIT_PARTS


@allow(Role.UNIT)
def unit(request: SignedInRequest) -> HttpResponse:
    """The unit's parts: what waits to be signed for first, then what is due first."""
    return respond(UNIT_PARTS, request)


@allow(Role.UNIT)
@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign for a part."""
    part = _part(request, pk)
    operations.accept(handling=part, actor=request.user)
    messages.success(request, f"已签收：{part.suggestion.title}")
    return redirect("suggestions:detail", part.suggestion_id)


@allow(Role.UNIT)
@never_cache
def ask_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask to give the matter back, within the limit."""
    part = _part(request, pk)
    limit = Clock.objects.filter(handling=part, kind=ClockKind.ACCEPT).order_by("-id").first()

    def check() -> None:
        if limit is not None and timezone.localdate() > limit.due_on:
            raise Conflict(f"申请退办的期限是{dates.day(limit.due_on)}，已过期限")

    return Filing(
        request=request,
        part=part,
        step="ask_return",
        form=lambda: AskReturnForm(_posted(request), part=part),
        check=check,
        done="已申请退办，等待决定",
        same=lambda form: part.reason == form.cleaned_data["reason"],
        context={"limit": limit, "basis": basis_of(limit) if limit else None},
    ).answer(operations.ask_return)


@allow(Role.UNIT)
@never_cache
def record_contact(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a contact with the deputy before or during handling."""
    part = _part(request, pk)
    return Filing(
        request=request,
        part=part,
        step="record_contact",
        form=lambda: ContactForm(_posted(request), user=request.user, part=part),
        done="已记录联系，请代表确认",
    ).answer(operations.record_contact)


@allow(Role.UNIT)
@never_cache
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a call or visit after the reply."""
    part = _part(request, pk)

    def save(**facts: Any) -> None:
        operations.record_contact(stage=ContactStage.AFTER, **facts)

    return Filing(
        request=request,
        part=part,
        step="follow_up",
        form=lambda: FollowUpForm(_posted(request), user=request.user),
        done="已记录办后回访，请代表确认",
    ).answer(save)


@allow(Role.UNIT)
@never_cache
def ask_extension(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for more time to reply."""
    part = _part(request, pk)
    clock = clock_of(part, *ANSWER_CLOCKS)

    def check() -> None:
        if clock is None or part.state != HandlingState.ACCEPTED:
            raise Conflict("签收之后、答复之前才能申请延期")
        if part.extensions.filter(state=ExtensionState.ASKED).exists():
            raise Conflict("已有一份延期申请在等决定")

    return Filing(
        request=request,
        part=part,
        step="ask_extension",
        form=lambda: ExtensionForm(_posted(request)),
        check=check,
        done="已申请延期，等待决定",
        context={"clock": clock, "basis": basis_of(clock) if clock else None},
    ).answer(operations.ask_extension)


@allow(Role.UNIT)
@never_cache
def give_opinion(request: SignedInRequest, pk: int) -> HttpResponse:
    """A co-handler gives its opinion to the lead unit."""
    part = _part(request, pk)

    def check() -> None:
        if part.part != Part.CO:
            raise Conflict("主办和分办单位答复代表，不报送协办意见")

    return Filing(
        request=request,
        part=part,
        step="give_opinion",
        form=lambda: OpinionForm(_posted(request), user=request.user),
        check=check,
        done="已报送协办意见",
        same=lambda form: _already(part, form.cleaned_data["text"]),
    ).answer(operations.give_opinion)


@allow(Role.UNIT)
@never_cache
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reply to the deputy."""
    part = _part(request, pk)

    def check() -> None:
        if part.part == Part.CO:
            raise Conflict("协办单位向主办单位报送协办意见，由主办单位答复")
        missing = missing_stages(part)
        if missing:
            stages = "和".join(stage.label for stage in missing)
            raise Conflict(f"还没有{stages}的记录，记录了才能答复")

    def save(*, attachments: list[Document], **facts: Any) -> None:
        operations.reply(files=attachments, **facts)

    clock = clock_of(part, *ANSWER_CLOCKS)
    opinions = Reply.objects.filter(
        handling__suggestion=part.suggestion_id, handling__round=part.round, handling__part=Part.CO
    )
    return Filing(
        request=request,
        part=part,
        step="reply",
        form=lambda: ReplyForm(_posted(request), request.FILES or None, user=request.user),
        check=check,
        done="已答复，等待代表评价",
        same=lambda form: _already(part, form.cleaned_data["text"]),
        context={
            "clock": clock,
            "basis": basis_of(clock) if clock else None,
            "opinions": opinions.select_related("handling").order_by("handling__id"),
        },
    ).answer(save)


@allow(Role.UNIT)
@never_cache
def report_commitment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Report that a promise was kept."""
    rows = Commitment.objects.filter(reply__handling__in=Handling.objects.of_unit(request.user))
    promise = scoped_or_404(rows, pk=pk)
    part = _part(request, Reply.objects.get(pk=promise.reply_id).handling_id)

    def check() -> None:
        if promise.state != CommitmentState.OPEN:
            raise Conflict(f"这件承诺事项{promise.get_state_display()}")

    def save(*, handling: Handling, **facts: Any) -> None:
        operations.report_commitment(commitment=promise, **facts)

    return Filing(
        request=request,
        part=part,
        step="report_commitment",
        form=lambda: ReportForm(_posted(request)),
        check=check,
        current=False,
        done="已报告，等待核实",
        same=lambda form: promise.report == form.cleaned_data["report"],
        context={
            "promise_facts": [
                ("承诺事项", promise.what),
                ("承诺期限", dates.day(promise.promised_on)),
                ("没有通过的原因", promise.check_note),
            ]
        },
    ).answer(save)


def _part(request: SignedInRequest, pk: int) -> Handling:
    """A part of the user's own unit, whatever became of it."""
    return scoped_or_404(with_progress(Handling.objects.of_unit(request.user)).select_related("organ"), pk=pk)


def _already(part: Handling, text: str) -> bool:
    """Whether exactly this text was filed."""
    return Reply.objects.filter(handling=part, text=text.strip()).exists()


def _posted(request: SignedInRequest) -> QueryDict | None:
    """What was sent, were it nothing at all."""
    return request.POST if request.method == "POST" else None
