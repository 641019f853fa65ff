"""One's own account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congress.access.decorators import allow_any_account
from congress.accounts import operations
from congress.accounts.forms import OwnAccountForm
from congress.accounts.models import User
from congress.accounts.queries import has_second_factor, recovery_codes_left, second_factor_required
from congress.api import rules as api_rules
from congress.web.requests import SignedInRequest


@allow_any_account
def me(request: SignedInRequest) -> HttpResponse:
    """Posts, contact, letter size, password and second factor of the signed-in person."""
    user = request.user
    # A copy: a form writes even what it refuses into its instance, and the page reads request.user.
    form = OwnAccountForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        operations.update_own(actor=user, **form.cleaned_data)
        messages.success(request, "您的帐号已更新")
        return redirect("accounts:me")
    context = {
        "form": form,
        "posts": user.assignments_today,
        "second_factor": has_second_factor(user),
        "second_factor_required": second_factor_required(user),
        "codes_left": recovery_codes_left(user),
        "has_tokens": user.has_role(*api_rules.HOLDERS),
    }
    return render(request, "accounts/me.html", context)


@allow_any_account
@require_POST
@never_cache
def renew_recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Fresh recovery codes, shown once."""
    codes = operations.renew_recovery_codes(actor=request.user)
    context = {"codes": codes, "layout": "base.html", "first": False}
    return render(request, "accounts/recovery_codes.html", context)


@allow_any_account
@require_POST
def drop_second_factor(request: SignedInRequest) -> HttpResponse:
    """Sign in with the password alone again, where no role forbids it."""
    operations.drop_second_factor(actor=request.user)
    messages.success(request, "动态验证码已停用，以后登录只用密码")
    return redirect("accounts:me")
