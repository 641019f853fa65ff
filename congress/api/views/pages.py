"""Pages of people: what the interface offers, and the tokens that open it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from congress.access.decorators import allow, allow_signed_in
from congress.access.exceptions import Conflict
from congress.access.rules import scoped_or_404
from congress.accounts.enums import Role
from congress.api import operations, rules
from congress.api.forms import LONGEST_DAYS, RevokeTokenForm, TokenForm
from congress.api.models import ApiToken
from congress.api.registry import resources
from congress.api.tables import TOKENS
from congress.api.views.records import Reading
from congress.web.lists.page import respond
from congress.web.requests import SignedInRequest
from congress.web.saving import at_its_fields

_HOLDERS = tuple(Role(role) for role in rules.HOLDERS)


@allow(*_HOLDERS)
@require_safe
def docs(request: SignedInRequest) -> HttpResponse:
    """What can be read, by whom, and how one asks."""
    offered = [
        {
            "resource": resource,
            "url": reverse(f"api:{resource.key}"),
            "mine": request.user.has_role(*resource.roles),
            "narrow": [(name, narrow.field.help_text) for name, narrow in resource.narrow.items()],
        }
        for resource in resources()
    ]
    context = {
        "offered": offered,
        "root": request.build_absolute_uri("/"),
        "create_url": reverse("api:create_token"),
        "rate": settings.API_RATE.partition("/")[0],
    }
    return render(request, "api/docs.html", context)


@allow(*_HOLDERS)
def tokens(request: SignedInRequest) -> HttpResponseBase:
    """One's own tokens; all of them for an administrator."""
    return respond(TOKENS, request)


@allow(*_HOLDERS)
@never_cache
def create_token(request: SignedInRequest) -> HttpResponse:
    """Make a token; it is on the answer and nowhere else."""
    start = {"user": request.user.pk, "expires_on": timezone.localdate() + timedelta(days=LONGEST_DAYS)}
    form = TokenForm(request.POST or None, initial=start, actor=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = operations.create_token(actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, at_its_fields(form, error))
        else:
            return render(request, "api/token.html", {"token": token, "secret": secret})
    return render(request, "api/create_token.html", {"form": form})


@allow(*_HOLDERS)
def revoke_token(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a token for ever."""
    token = scoped_or_404(ApiToken.objects.visible_to(request.user).select_related("user"), pk=pk)
    if token.revoked_at is not None:
        raise Conflict("这个令牌已经停用")
    form = RevokeTokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.revoke_token(token=token, actor=request.user, **form.cleaned_data)
        messages.success(request, f"令牌“{token.name}”已停用")
        return redirect("api:tokens")
    return render(request, "api/revoke_token.html", {"form": form, "token": token})


@cache
def _document() -> Any:
    """The same for everybody, and as long as the portal runs."""
    return SchemaGenerator().get_schema(public=True)  # type: ignore[no-untyped-call]


class Schema(Reading):
    """The description of the interface for programs."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """OpenAPI 3, in JSON."""
        return Response(_document())


schema = allow_signed_in(Schema.as_view())
