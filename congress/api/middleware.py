"""How a machine is known, and how it is answered: in JSON, whatever happens."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import add_never_cache_headers

from congress.accounts.models import User
from congress.api import operations
from congress.api.errors import MESSAGES
from congress.api.models import ApiToken, digest_of

ROOT = "/api/v1/"
_SCHEME = "bearer"


def token_in(request: HttpRequest) -> str | None:
    """The secret of ``Authorization: Bearer …``; none without that header, empty when it holds something else."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, secret = header.partition(" ")
    return secret.strip() if scheme.lower() == _SCHEME else ""


def said(status: int, code: str) -> JsonResponse:
    """An error in the words of the interface."""
    return JsonResponse(
        {"code": code, "message": MESSAGES[code]}, status=status, json_dumps_params={"ensure_ascii": False}
    )


def _refusal(code: str) -> JsonResponse:
    response = said(401, code)
    response["WWW-Authenticate"] = "Bearer"
    return response


class TokenMiddleware:
    """Below ``ROOT``: signs in whoever bears a token, for this request only, and answers in JSON.

    A browser that is signed in reads too. The token counts as verified: it was made in a session that was.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return self.get_response(request)
        refused = self._sign_in(request)
        response = refused or self._in_json(self.get_response(request))
        add_never_cache_headers(response)
        return response

    def _sign_in(self, request: HttpRequest) -> JsonResponse | None:
        secret = token_in(request)
        if secret is None:
            return None if isinstance(request.user, User) else _refusal("not_authenticated")
        token = ApiToken.objects.valid().select_related("user").filter(digest=digest_of(secret)).first()
        if token is None:
            return _refusal("authentication_failed")
        request.user = token.user
        request.api_token = token  # type: ignore[attr-defined] # what the throttle and the account's state ask for
        operations.note_use(token)
        return None

    @staticmethod
    def _in_json(response: HttpResponse) -> HttpResponse:
        """Pages of the portal that say what went wrong become the same in JSON."""
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if response.status_code < 400 or not is_page:
            return response
        code = {403: "permission_denied", 404: "not_found"}.get(response.status_code, "error")
        return said(response.status_code, code)
