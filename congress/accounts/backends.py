"""Sign-in by user name or by mobile phone number."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from congress.accounts.models import User
from congress.accounts.passwords import OneTimeHasher


class NameOrPhoneBackend(BaseBackend):
    """Checks a password against the account with this user name or this phone number."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The account, or nothing; takes the same time whether or not the account exists, and before its first use."""
        if not username or password is None:
            return None
        user = User.objects.known_as(username)
        if user is None:
            User().set_password(password)
            return None
        if user.check_password(password):
            return user if user.is_active else None
        if OneTimeHasher().made(user.password):
            User().set_password(password)
        return None

    def get_user(self, user_id: int) -> User | None:
        """The account of a session, unless it has been closed since."""
        return User.objects.filter(pk=user_id, is_active=True).first()
