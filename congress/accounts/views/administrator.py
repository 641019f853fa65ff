"""The administrator's pages: accounts, their roles, what signing in requires."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from congress.access.decorators import allow
from congress.access.rules import scoped_or_404
from congress.accounts import lockout, operations
from congress.accounts.enums import Role
from congress.accounts.forms import (
    CloseForm,
    CreateForm,
    EditForm,
    EndAssignmentForm,
    GrantForm,
    PoliciesForm,
)
from congress.accounts.holders import ON_ACCOUNT
from congress.accounts.models import Assignment, User
from congress.accounts.queries import has_second_factor
from congress.accounts.tables import ACCOUNTS
from congress.audit.models import AuditEvent
from congress.web.dates import full_day
from congress.web.lists.page import respond
from congress.web.parts import Happening
from congress.web.requests import SignedInRequest
from congress.web.saving import answer


def _url(account: User) -> str:
    return reverse("accounts:detail", args=[account.pk])


@allow(Role.ADMIN)
def index(request: SignedInRequest) -> HttpResponseBase:
    """All accounts."""
    return respond(ACCOUNTS, request)


@allow(Role.ADMIN)
@require_safe
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One account: who, which roles when, how it signs in, what was done to it."""
    account = scoped_or_404(User.objects, pk=pk)
    context = {
        "account": account,
        "assignments": account.assignments.select_related("area", "organ").order_by("-starts_on", "-id"),
        "locked": lockout.is_locked(account),
        "second_factor": has_second_factor(account),
        "happenings": _happenings(account),
        "plugged": ON_ACCOUNT.into(account, request.user),
    }
    return render(request, "accounts/detail.html", context)


@allow(Role.ADMIN)
@never_cache
def create(request: SignedInRequest) -> HttpResponse:
    """Open an account with its first role; the one-time password is on the answer and nowhere else.

    ``?role=`` and ``?organ=`` fill in for whom.
    """
    form = CreateForm(
        request.POST or None, initial={name: request.GET.get(name) for name in ("role", "organ")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            account, password = operations.create(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _show_password(request, account, password, new=True)
    return render(request, "accounts/create.html", {"form": form})


@allow(Role.ADMIN)
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct the name and how the person is reached."""
    account = scoped_or_404(User.objects, pk=pk)
    return answer(
        request,
        "accounts/edit.html",
        EditForm(request.POST or None, instance=account),
        partial(operations.edit, user=account, actor=request.user),
        done=lambda saved: f"{saved.name}的帐号已更新",
        url=_url,
        context={"account": User.objects.get(pk=pk)},
    )


@allow(Role.ADMIN)
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop the account from signing in; asks for the reason."""
    account = scoped_or_404(User.objects, pk=pk)
    return answer(
        request,
        "accounts/close.html",
        CloseForm(request.POST or None),
        partial(operations.close, user=account, actor=request.user),
        done=lambda closed: f"{closed.name}的帐号已停用，不能再登录",
        url=_url,
        context={"account": account},
    )


@allow(Role.ADMIN)
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the account sign in again."""
    account = operations.reopen(user=scoped_or_404(User.objects, pk=pk), actor=request.user)
    messages.success(request, f"{account.name}的帐号已恢复，可以登录")
    return redirect("accounts:detail", pk)


@allow(Role.ADMIN)
@never_cache
def reset_password(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask first, since it signs the person out everywhere; then show the one-time password once."""
    account = scoped_or_404(User.objects, pk=pk)
    if request.method == "POST":
        password = operations.reset_password(user=account, actor=request.user)
        return _show_password(request, account, password, new=False)
    return render(request, "accounts/reset_password.html", {"account": account})


@allow(Role.ADMIN)
@require_POST
def reset_second_factor(request: SignedInRequest, pk: int) -> HttpResponse:
    """For somebody who lost the phone."""
    account = scoped_or_404(User.objects, pk=pk)
    operations.reset_second_factor(user=account, actor=request.user)
    messages.success(request, f"{account.name}的动态验证码已清除，下次登录只用密码；角色要求的须重新设置")
    return redirect("accounts:detail", pk)


@allow(Role.ADMIN)
@require_POST
def unlock(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a lock-out before its time."""
    account = scoped_or_404(User.objects, pk=pk)
    operations.unlock(user=account, actor=request.user)
    messages.success(request, f"{account.name}的帐号已解锁，现在可以登录")
    return redirect("accounts:detail", pk)


@allow(Role.ADMIN)
def grant(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a role within a scope."""
    account = scoped_or_404(User.objects, pk=pk)
    return answer(
        request,
        "accounts/grant.html",
        GrantForm(request.POST or None),
        partial(operations.grant, user=account, actor=request.user),
        done=lambda assignment: f"已给{account.name}增加角色：{assignment}",
        url=lambda assignment: _url(account),
        context={"account": account},
    )


@allow(Role.ADMIN)
def end_assignment(request: SignedInRequest, pk: int) -> HttpResponse:
    """Set the last day of a role, extend it by a year in a click, or leave it open."""
    assignment = scoped_or_404(Assignment.objects.select_related("user", "area", "organ"), pk=pk)
    return answer(
        request,
        "accounts/end_assignment.html",
        EndAssignmentForm(request.POST or None, assignment=assignment),
        partial(operations.end_assignment, assignment=assignment, actor=request.user),
        done=lambda row: f"{row}到{full_day(row.ends_on)}为止" if row.ends_on else f"{row}不定结束日期",
        url=lambda row: _url(row.user),
        context={"assignment": assignment, "next_year": assignment.next_year},
    )


@allow(Role.ADMIN)
def policies(request: SignedInRequest) -> HttpResponse:
    """Which roles must sign in with a second factor."""
    form = PoliciesForm(request.POST or None, initial=PoliciesForm.present())
    if request.method == "POST" and form.is_valid():
        operations.set_policies(actor=request.user, **form.cleaned_data)
        messages.success(request, "登录要求已更新，下一次打开页面时生效")
        return redirect("accounts:policies")
    return render(request, "accounts/policies.html", {"form": form})


def _happenings(account: User) -> list[Happening]:
    events = AuditEvent.objects.filter(object_type=User._meta.label, object_id=str(account.pk))
    return [
        Happening(e.verb_label, e.actor_name, at=e.at, note=(e.after or {}).get("reason", ""))
        for e in events[:50]
    ]


def _show_password(request: SignedInRequest, account: User, password: str, *, new: bool) -> HttpResponse:
    context = {"account": account, "password": password, "new": new}
    return render(request, "accounts/one_time_password.html", context)
