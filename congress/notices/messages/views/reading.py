"""A message with who received it: reading it, which is noted, and replying, on the phone as at the desk."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.notices.enums import MessageState
from congress.notices.messages.forms import ReplyForm
from congress.notices.models import Delivery
from congress.notices.operations import messages as operations
from congress.web.requests import SignedInRequest
from congress.web.saving import answer, leading_to

_TEMPLATE = "messages/read.html"


def _delivery(request: SignedInRequest, pk: int) -> Delivery:
    rows = Delivery.objects.of(request.user).select_related("message__organ", "message__written_by")
    return scoped_or_404(rows, message=pk)


def _context(row: Delivery) -> dict[str, object]:
    message = row.message
    return {
        "delivery": row,
        "message": message,
        "withdrawn": message.state == MessageState.WITHDRAWN,
        "awaits": message.takes_replies(),
    }


@allow_signed_in
@require_safe
@never_cache
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """The text; opening it is reading it."""
    row = _delivery(request, pk)
    operations.open_message(delivery=row)
    form = ReplyForm(initial={"text": row.reply})
    return render(request, _TEMPLATE, {**_context(row), "form": form})


@allow_signed_in
@require_POST
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """Reply, or change one's reply, until the last day."""
    row = _delivery(request, pk)
    url = reverse("messages:read", args=[pk])
    with leading_to(url):
        return answer(
            request,
            _TEMPLATE,
            ReplyForm(request.POST),
            partial(operations.reply, delivery=row, actor=request.user),
            done=lambda _row: "回复已提交，截止以前还可以改",
            url=lambda _row: url,
            context=_context(row),
        )
