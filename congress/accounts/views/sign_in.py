"""Signing in and out, and what is owed before anything else."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from congress.access.decorators import allow_any_account, public
from congress.accounts import lockout, operations
from congress.accounts.forms import ChangePasswordForm, CodeForm, EnrolForm, SignInForm
from congress.accounts.middleware import owed_step
from congress.accounts.models import User
from congress.accounts.queries import has_second_factor, second_factor_required

#: Where the key of an authenticator waits between showing it and the first code.
ENROL_KEY = "accounts.enrol_key"


def signed_in(request: HttpRequest) -> User:
    """The user of a view that visitors never reach."""
    if not isinstance(request.user, User):
        raise TypeError("the view must not be public")
    return request.user


def onward(request: HttpRequest, default: str = settings.LOGIN_REDIRECT_URL) -> HttpResponse:
    """Back to the page the user came for, never to another site."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return redirect(page)
    return redirect(default)


def layout(request: HttpRequest) -> str:
    """The shell, or the plain page while something is owed and the shell's links would lead nowhere."""
    user = signed_in(request)
    owed = owed_step(user, verified=user.is_verified())  # type: ignore[attr-defined]  # set by django-otp
    return "base_plain.html" if owed else "base.html"


sign_in = public(
    LoginView.as_view(
        form_class=SignInForm, template_name="accounts/sign_in.html", redirect_authenticated_user=True
    )
)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@public
@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """Says who gives a new password; on a closed network nothing could be mailed."""
    return render(request, "accounts/forgotten.html")


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, str] | None
) -> HttpResponse:
    """429 after too many failures: says how long to wait and whom to ask."""
    minutes = lockout.minutes_left(lockout.account_key(request, credentials))
    page = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    page["Retry-After"] = str(minutes * 60)
    return page


@allow_any_account
@sensitive_post_parameters("current", "password", "again")
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; owed at the first sign-in and after a reset."""
    user = signed_in(request)
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        changed = operations.change_password(actor=user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, changed)
        messages.success(request, "密码已改，在别处登录的已全部退出")
        return onward(request, settings.LOGIN_REDIRECT_URL if user.must_change_password else "accounts:me")
    context = {"form": form, "layout": layout(request), "first": user.must_change_password}
    return render(request, "accounts/change_password.html", context)


@allow_any_account
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """The second half of signing in."""
    user = signed_in(request)
    if user.is_verified() or not has_second_factor(user):  # type: ignore[attr-defined]  # set by django-otp
        return onward(request)
    form = CodeForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        request.session.cycle_key()
        otp_login(request, form.device)
        return onward(request)
    return render(request, "accounts/verify.html", {"form": form})


@allow_any_account
@never_cache
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Set up an authenticator: scan the picture, type the first code, keep the recovery codes."""
    user = signed_in(request)
    key = request.session.setdefault(ENROL_KEY, default_key())
    device = TOTPDevice(user=user, key=key)
    form = EnrolForm(request.POST or None, device=device)
    page = layout(request)
    if request.method == "POST" and form.is_valid():
        codes = operations.enrol(actor=user, device=device)
        del request.session[ENROL_KEY]
        request.session.cycle_key()
        otp_login(request, device)
        return render(
            request, "accounts/recovery_codes.html", {"codes": codes, "layout": page, "first": True}
        )
    context = {
        "form": form,
        "layout": page,
        "picture": segno.make(device.config_url).svg_data_uri(scale=5, border=4),
        "key": " ".join(_groups(device.config_url)),
        "required": second_factor_required(user),
        "replacing": has_second_factor(user),
    }
    return render(request, "accounts/enrol.html", context)


def _groups(config_url: str) -> list[str]:
    secret = config_url.split("secret=")[1].split("&")[0]
    return [secret[i : i + 4] for i in range(0, len(secret), 4)]
