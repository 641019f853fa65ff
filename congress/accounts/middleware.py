"""Who must sign in, and what an account must do before anything else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from congress.access.decorators import gate_of
from congress.accounts.models import User
from congress.accounts.queries import has_second_factor, second_factor_required

#: What is left open while a step is owed: the step's own page, and the way out.
OPEN_MEANWHILE = {
    "accounts:verify": {"accounts:verify", "accounts:sign_out"},
    "accounts:change_password": {"accounts:change_password", "accounts:sign_out"},
    "accounts:enrol": {"accounts:enrol", "accounts:sign_out", "accounts:change_password"},
}

LAST_SEEN = "last_seen"
SECONDS_BETWEEN_WRITES = 60


def where_to_return(request: HttpRequest) -> str:
    """The page to come back to: this one, or for a fragment or a form the page that holds it."""
    if request.method == "GET" and "HX-Request" not in request.headers:
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    here = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if here else ""


def send_to(request: HttpRequest, url_name: str) -> HttpResponseRedirectBase:
    """A redirect of the whole page, also when only a fragment was asked for."""
    response = redirect_to_login(where_to_return(request), resolve_url(url_name))
    return HttpResponseClientRedirect(response.url) if "HX-Request" in request.headers else response


def owed_step(user: User, *, verified: bool) -> str | None:
    """The page of the first thing this account must still do, if any."""
    if not verified and has_second_factor(user):
        return "accounts:verify"
    if user.must_change_password:
        return "accounts:change_password"
    if not verified and second_factor_required(user):
        return "accounts:enrol"
    return None


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the sign-in page, from fragments too."""

    def handle_no_permission(  # type: ignore[override]  # a redirect for htmx is one too
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirectBase:
        """Come back to the page they were on."""
        return send_to(request, "accounts:sign_in")


class StaySignedInMiddleware:
    """Starts the idle time of a session anew, at most once a minute: every page would be a write otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            now = int(time.time())
            if now - request.session.get(LAST_SEEN, 0) >= SECONDS_BETWEEN_WRITES:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class AccountStateMiddleware:
    """Sends a user who must still do something to the page where it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Nothing but public pages, the owed step and the way out until the step is done."""
        gate = gate_of(view)
        if not isinstance(user := request.user, User) or (gate is not None and gate.public):
            return None
        # A machine; whoever made its token had done all this.
        if getattr(request, "api_token", None) is not None:
            return None
        step = owed_step(user, verified=user.is_verified())  # type: ignore[attr-defined]  # set by django-otp
        match = request.resolver_match
        if step is None or (match is not None and match.view_name in OPEN_MEANWHILE[step]):
            return None
        return send_to(request, step)
