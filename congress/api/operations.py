"""What can be done with tokens. The token itself never reaches the audit trail, nor the database."""

from __future__ import annotations

import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.accounts.models import User
from congress.api import rules
from congress.api.models import ApiToken, digest_of
from congress.audit import operations as audit
from congress.notices import operations as notices

_BEGINNING = 8
#: How exact “last used” is: every request would be a write otherwise.
SECONDS_BETWEEN_NOTES = 300


@transaction.atomic
def create_token(*, actor: User, user: User, name: str, expires_on: date) -> tuple[ApiToken, str]:
    """Make a token that reads what ``user`` may read. Returns it with the secret, which is kept nowhere else.

    An administrator makes one for anybody; the owner is told of what somebody else made.
    """
    if user.pk != actor.pk and not actor.has_role(*rules.ADMINISTRATORS):
        raise ValidationError({"user": "只能给自己的帐号建立令牌"})
    if not user.is_active or not user.has_role(*rules.HOLDERS):
        raise ValidationError({"user": f"{user.name}的帐号不能用数据接口"})
    if expires_on < timezone.localdate():
        raise ValidationError({"expires_on": "有效期已过，请选今天以后的日期"})
    secret = f"rd_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        prefix=secret[: len("rd_") + _BEGINNING],
        digest=digest_of(secret),
        expires_on=expires_on,
        made_by=actor,
    )
    facts = {"user": user.name, "name": name, "prefix": token.prefix, "expires_on": expires_on}
    audit.record(actor=actor, verb="api:create_token", obj=token, after=facts)
    if user.pk != actor.pk:
        notices.send(
            to=[user],
            title=f"{actor.name}为您的帐号建立了接口令牌“{name}”",
            text="凭它可以读到您能看到的记录。不是您要的，请停用。",
            url=reverse("api:tokens"),
        )
    return token, secret


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User, reason: str) -> ApiToken:
    """Close a token at once and for ever."""
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    require_rule(actor, rules.revoke_token, row)
    if row.revoked_at is not None:
        raise Conflict("这个令牌已经停用")
    row.revoked_at, row.revoked_reason = timezone.now(), reason
    row.save(update_fields=["revoked_at", "revoked_reason"])
    audit.record(
        actor=actor,
        verb="api:revoke_token",
        obj=row,
        before={"open": True},
        after={"reason": reason, "prefix": row.prefix},
    )
    return row


def note_use(token: ApiToken) -> None:
    """Keep when the token was last used, to a few minutes."""
    now, last = timezone.now(), token.last_used_at
    if last is None or (now - last).total_seconds() >= SECONDS_BETWEEN_NOTES:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
