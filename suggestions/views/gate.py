"""The entry gate: check, send back, merge, turn elsewhere, up and down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from congress.access.decorators import allow
from congress.accounts.enums import Role
from congress.web.requests import SignedInRequest
from suggestions import operations
from suggestions.forms.closing import ReasonForm
from suggestions.forms.gate import DivertForm, MergeForm, RegisterForm, ReportUpForm, SendDownForm
from suggestions.models import Suggestion
from suggestions.panel import town_with_gate
from suggestions.queries.similar import similar
from suggestions.views.keeping import kept, leading_back, page
from suggestions.workflow import KEEPERS, OFFICE

_SHOWN = 6


@allow(*KEEPERS)
@never_cache
def register(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check form, duplicates and remit, say where it belongs, and give it its number."""
    row = kept(request, pk, "register")
    likes = similar(request.user, row.title, exclude=row.pk, limit=_SHOWN)
    guess = next((like.suggestion.category_id for like in likes if like.suggestion.category_id), None)
    form = RegisterForm(request.POST or None, initial={"category": row.category_id or guess})
    if guess and not row.category_id:
        form.fields["category"].help_text = "按相近的建议推荐，请核对"

    def save(**_cleaned: object) -> Suggestion:
        return operations.register(suggestion=row, actor=request.user, **form.facts)

    if request.method == "POST" and form.is_valid():
        with leading_back(pk):
            registered = save()
        messages.success(request, f"已审核通过，编号 {registered.number_text}，可以交办")
        return redirect("suggestions:assign" if "assign" in request.POST else "suggestions:detail", pk)
    context = {
        "form": form,
        "suggestion": row,
        "submission": row.submissions.last(),
        "likes": likes,
    }
    return render(request, "suggestions/register.html", context)


@allow(*KEEPERS)
@never_cache
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give it back to the deputy to amend."""
    row = kept(request, pk, "send_back")

    def save(reason: str) -> Suggestion:
        return operations.send_back(suggestion=row, actor=request.user, reason=reason)

    done = f"已退回，{row.lead.person.name}代表会收到原因"
    return page(request, "send_back", row, ReasonForm(request.POST or None), save, done)


@allow(*KEEPERS)
@never_cache
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Handle it together with another one."""
    row = kept(request, pk, "merge")
    others = Suggestion.objects.kept_by(request.user).exclude(pk=row.pk).select_related("lead__person")
    form = MergeForm(request.POST or None, rows=others)

    def save(into: Suggestion) -> Suggestion:
        return operations.merge(suggestion=row, actor=request.user, into=into)

    likes = [
        like.suggestion
        for like in similar(request.user, row.title, exclude=row.pk, limit=_SHOWN)
        if like.suggestion.is_open and like.suggestion.number_text
    ]
    done = "已并案，两边的代表都是提出人"
    return page(request, "merge", row, form, save, done, likes=likes)


@allow(*KEEPERS)
@never_cache
def divert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Turn what is no suggestion to the right channel."""
    row = kept(request, pk, "divert")

    def save(channel: str, reason: str) -> Suggestion:
        return operations.divert(suggestion=row, actor=request.user, channel=channel, reason=reason)

    return page(
        request,
        "divert",
        row,
        DivertForm(request.POST or None),
        save,
        "已转其他渠道，原因已告知代表",
    )


@allow(Role.TOWN)
@never_cache
def report_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """A town reports what is beyond its powers (R219)."""
    row = kept(request, pk, "report_up")

    def save(reason: str) -> Suggestion:
        return operations.report_up(suggestion=row, actor=request.user, reason=reason)

    return page(request, "report_up", row, ReportUpForm(request.POST or None), save, "已上报区人大审核")


@allow(*OFFICE)
@never_cache
def send_down(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give to a town what lies within its powers (R219)."""
    row = kept(request, pk, "send_down")
    town = town_with_gate(row.area)
    form = SendDownForm(request.POST or None, town=town)

    def save(**cleaned: object) -> Suggestion:
        return operations.send_down(suggestion=row, actor=request.user, **cleaned)  # type: ignore[arg-type]

    return page(request, "send_down", row, form, save, f"已下交{town or '乡镇'}人大审核", town=town)
