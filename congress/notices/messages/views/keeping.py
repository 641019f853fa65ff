"""Messages at the desk: the list, one message, and every step of it."""

from __future__ import annotations

from functools import partial

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import available, require, scoped_or_404
from congress.notices import rules
from congress.notices.enums import MessageKind, MessageState
from congress.notices.messages.forms import ChangeMessageForm, FeedBackForm, MessageForm, WithdrawForm
from congress.notices.messages.showing import named, preview, standing_of, steps_of, ways_out
from congress.notices.models import Message
from congress.notices.operations import messages as operations
from congress.notices.tables import DELIVERIES, MESSAGES
from congress.notices.workflow import MESSAGES as WORKFLOW
from congress.notices.workflow import WRITERS
from congress.web import dates
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_LIST = "messages:index"
_ASK = "messages/ask.html"


def _page(row: Message) -> str:
    return reverse("messages:detail", args=[row.pk])


def _message(request: SignedInRequest, pk: int, step: str = "") -> Message:
    rows = Message.objects.visible_to(request.user).select_related("organ", "area", "written_by")
    row = scoped_or_404(rows, pk=pk)
    if step:
        with leading_to(_page(row)):
            require(request.user, WORKFLOW[step], row.state)
    return row


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def index(request: SignedInRequest) -> HttpResponse:
    """Every message in scope."""
    return respond(MESSAGES, request)


@allow(*rules.READERS)
@require_http_methods(["GET", "POST"])
def deliveries(request: SignedInRequest) -> HttpResponse:
    """Who received what, and has read it or not."""
    return respond(DELIVERIES, request)


@allow(*rules.READERS)
@require_safe
@never_cache
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One message: a draft with whom it would reach, or what became of it."""
    row = _message(request, pk)
    draft = row.state == MessageState.DRAFT
    steps = {step.step for step in available(request.user, WORKFLOW, row.state)}
    standing = None if draft else standing_of(row)
    open_until = row.takes_replies()
    context = {
        "message": row,
        "state": row.standing,
        "facts": _facts(row),
        "steps": steps,
        "preview": preview(row) if draft else None,
        "standing": standing,
        "ways": [] if standing is None else ways_out(row, standing.sent),
        "reminded_today": bool(
            row.reminded_at and timezone.localdate(row.reminded_at) == timezone.localdate()
        ),
        "awaiting": open_until,
        "is_opinion": row.kind == MessageKind.OPINION,
        "missing": named(row.missing.split("、")) if row.missing else "",
        "happenings": steps_of(row),
    }
    return render(request, "messages/detail.html", context)


def _facts(row: Message) -> list[tuple[str, str]]:
    return [
        ("类别", str(row.get_kind_display())),
        ("时段", row.period_words),
        ("通报的机关", str(row.organ) if row.organ else ""),
        ("发给", row.audience_words),
        ("哪里的", str(row.area) if row.area else ""),
        ("起草", f"{row.written_by.name}　{dates.moment(row.created_at)}" if row.written_by else ""),
        ("发出", dates.moment(row.sent_at) if row.sent_at else ""),
        ("回复截止", dates.full_day(row.reply_by) if row.reply_by else ""),
        ("撤回原因", row.reason),
    ]


@allow(*WRITERS)
@never_cache
def write_message(request: SignedInRequest) -> HttpResponse:
    """Begin a draft; ``?kind=`` chooses what it is."""
    kind = request.GET.get("kind", "")
    area = rules.area_of(request.user)
    chosen = kind if kind in MessageKind.values else MessageKind.NOTICE
    initial = {"kind": chosen, "year": timezone.localdate().year}
    return answer(
        request,
        _ASK,
        MessageForm(request.POST or None, area=area, initial=initial),
        partial(operations.write_message, actor=request.user, area=area),
        done=lambda _row: "草稿已保存，核对以后发出",
        url=_page,
        context={
            "label": "写通知",
            "up": MESSAGES.title,
            "up_url": reverse(_LIST),
            "button": "保存草稿",
            "note": "先保存草稿；下一页看清楚会发给哪些人，再发出。",
        },
    )


@allow(*WRITERS)
@never_cache
def change_message(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    row = _message(request, pk, "change_message")
    return answer(
        request,
        _ASK,
        ChangeMessageForm(request.POST or None, instance=row),
        partial(operations.change_message, message=row, actor=request.user),
        done=lambda _row: "草稿已更新",
        url=_page,
        context={
            "label": "修改草稿",
            "of": row,
            "up": MESSAGES.title,
            "up_url": _page(row),
            "button": "保存",
        },
    )


@allow(*WRITERS)
@require_POST
def send_message(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the draft as its page showed it."""
    row = _message(request, pk, "send_message")
    version = request.POST.get("version", "")
    try:
        with leading_to(_page(row)):
            sent = operations.send_message(
                message=row, actor=request.user, version=int(version) if version.isdecimal() else 0
            )
    except ValidationError as error:
        flash.error(request, "；".join(error.messages))
    else:
        flash.success(request, f"已发给 {sent.deliveries.count():,} 人")
    return redirect(_page(row))


@allow(*WRITERS)
@require_POST
def remind_unread(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind those who have not read it, or not replied."""
    row = _message(request, pk, "remind_unread")
    with leading_to(_page(row)):
        count = operations.remind_unread(message=row, actor=request.user)
    flash.success(request, f"已提醒 {count:,} 人")
    return redirect(_page(row))


@allow(*WRITERS)
@never_cache
def feed_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sum the opinions up for those who were asked."""
    row = _message(request, pk, "feed_back")
    with leading_to(_page(row)):
        return answer(
            request,
            _ASK,
            FeedBackForm(request.POST or None),
            partial(operations.feed_back, message=row, actor=request.user),
            done=lambda _row: "汇总已发给每一个人",
            url=_page,
            context={
                "label": "反馈汇总",
                "of": row,
                "up": row.title,
                "up_url": _page(row),
                "button": "发出汇总",
                "replies": standing_of(row).replies,
            },
        )


@allow(*WRITERS)
@require_POST
def discard_message(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    row = _message(request, pk, "discard_message")
    operations.discard_message(message=row, actor=request.user)
    flash.success(request, "草稿已作废")
    return redirect(_LIST)


@allow(*WRITERS)
@never_cache
def withdraw_message(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a message back, with the reason."""
    row = _message(request, pk, "withdraw_message")
    return answer(
        request,
        _ASK,
        WithdrawForm(request.POST or None),
        partial(operations.withdraw_message, message=row, actor=request.user),
        done=lambda _row: "已撤回，收件人看得到撤回的原因",
        url=_page,
        context={
            "label": "撤回",
            "of": row,
            "up": row.title,
            "up_url": _page(row),
            "undo": True,
            "note": "已经发出的邮件和短信收不回来，还没有发的不再发。",
        },
    )
