"""Who asks, and how often: the REST framework's side of tokens."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView

from congress.accounts.models import User


class SignedIn(BaseAuthentication):
    """Whoever the middleware signed in, by token or session. Nothing is written here, so nothing can be forged."""

    def authenticate(self, request: Request) -> tuple[User, Any] | None:
        """The user, and the token if there is one."""
        user = request._request.user
        return (user, getattr(request._request, "api_token", None)) if isinstance(user, User) else None

    def authenticate_header(self, request: Request) -> str:
        """How to come back."""
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call] # registers itself
    """The token in the schema."""

    target_class = SignedIn
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI says it."""
        return {"type": "http", "scheme": "bearer", "description": "在“接口令牌”页建立，只显示一次"}


class PerToken(SimpleRateThrottle):
    """So many requests a minute for each token, or for each account in a browser.

    Counted in the cache: while it is away nobody is turned away.
    """

    scope = "api"

    def get_rate(self) -> str:
        """From the settings, as they are now."""
        return str(settings.API_RATE)

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Each token is counted by itself."""
        token = request.auth
        return f"api:token:{token.pk}" if token is not None else f"api:user:{request.user.pk}"
