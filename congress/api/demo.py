"""Tokens of the demo district. Nobody was told the secrets, so they open nothing."""

from datetime import timedelta

from django.utils import timezone

from congress.accounts.models import User
from congress.api import operations
from congress.api.models import ApiToken


def load() -> None:
    """One in use, and one that was revoked."""
    admin, office = (User.objects.filter(username=name).first() for name in ("admin", "office"))
    if ApiToken.objects.exists() or admin is None or office is None:
        return
    until = timezone.localdate() + timedelta(days=180)
    operations.create_token(actor=office, user=office, name="区数据共享平台每晚同步", expires_on=until)
    trial, _secret = operations.create_token(actor=admin, user=office, name="大屏试接", expires_on=until)
    operations.revoke_token(token=trial, actor=admin, reason="试接结束")
