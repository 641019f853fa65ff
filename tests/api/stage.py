"""What the tests of the interface read: one district of two towns, and people who hold tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from congress.accounts.models import User
from congress.api import operations


def token_of(user: User, **facts: Any) -> str:
    """The secret of a new token of the user's own."""
    expires_on = facts.pop("expires_on", timezone.localdate() + timedelta(days=30))
    _token, secret = operations.create_token(
        actor=user, user=user, name=facts.pop("name", "数据平台"), expires_on=expires_on
    )
    return secret


class Reader:
    """A machine with a token and no cookies."""

    def __init__(self, user: User) -> None:
        self.headers = {"Authorization": f"Bearer {token_of(user)}"}

    def ask(self, address: str, **parameters: str | int) -> Any:
        """The answer to one request."""
        return Client().get(address, parameters, headers=self.headers)

    def read(self, address: str, **parameters: str | int) -> Any:
        """The JSON of an answer that is given."""
        answer = self.ask(address, **parameters)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def names(self, address: str, name: str = "name", **parameters: str | int) -> list[Any]:
        """One field of every record of a page."""
        return [record[name] for record in self.read(address, **parameters)["results"]]
