"""What a deputy sees on the phone: what one is called to, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from activities.convocations import operations
from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.forms import ReplyForm
from activities.convocations.queries import own_callees
from congress.access.decorators import allow_signed_in
from congress.access.rules import scoped_or_404
from congress.web.requests import SignedInRequest

#: Past ones that are listed; older ones stand in the deputy's record.
PAST_SHOWN = 20


@allow_signed_in
@require_safe
@never_cache
def mine(request: SignedInRequest) -> HttpResponse:
    """What I am called to: ahead first, then what is over."""
    today = timezone.localdate()
    rows = own_callees(request.user)
    ahead = rows.filter(convocation__end_on__gte=today, convocation__state=ConvocationState.SENT)
    past = rows.exclude(pk__in=ahead.values("pk"))
    context = {
        "ahead": ahead.order_by("convocation__start_on", "convocation__begins_at", "pk"),
        "past": past[:PAST_SHOWN],
        "today": today,
    }
    return render(request, "convocations/mine.html", context)


@allow_signed_in
@never_cache
def reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """One convocation as the deputy has it, with the answer; opening it is reading it."""
    copy = scoped_or_404(own_callees(request.user).select_related("deputyship__person"), convocation=pk)
    row = copy.convocation
    form = ReplyForm(request.POST or None, callee=copy)
    if request.method == "POST" and form.is_valid():
        try:
            answered = operations.reply(callee=copy, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            word = Answer(answered.answer).label
            late = "，已过回复截止日期，办公室会看到是逾期回复" if answered.late else ""
            messages.success(request, f"已回复：{word}{late}")
            return redirect("convocations:reply", pk)
    elif request.method in {"GET", "HEAD"}:
        operations.read(callee=copy)
    context = {
        "form": form,
        "callee": copy,
        "convocation": row,
        "files": row.files.shown(),
        "answerable": row.state == ConvocationState.SENT and timezone.now() < row.starts,
        "is_late": row.reply_is_late(timezone.localdate()),
    }
    return render(request, "convocations/reply.html", context)
