"""Say who can sign in to the demo district."""

import json
from argparse import ArgumentParser
from typing import Any
from unicodedata import east_asian_width

from django.core.management.base import BaseCommand, CommandError

from congress.accounts.demo import DEMO_PASSWORD, accounts
from congress.accounts.enums import Role
from congress.accounts.models import User

HEADS = ("Role", "Name", "User name", "Password")


def _wide(text: str, width: int) -> str:
    """The text filled up to so many columns of a terminal, where a Chinese character takes two."""
    taken = sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * (width - taken)


class Command(BaseCommand):
    """Only accounts that exist; a password that somebody changed is not claimed to be the old one."""

    help = "Print role, name, user name and password of the demo accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one line of JSON instead of the table")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = []
        for row in accounts():
            user = User.objects.known_as(row["username"])
            if user is not None and user.is_active:
                known = user.check_password(DEMO_PASSWORD)
                rows.append({**row, "name": user.name, "password": DEMO_PASSWORD if known else None})
        if not rows:
            raise CommandError("There are no demo accounts; load_demo makes them.")
        if options["json"]:
            keys = ("role", "name", "username", "password")
            self.stdout.write(
                json.dumps([{key: row[key] for key in keys} for row in rows], ensure_ascii=False)
            )
            return
        lines = [HEADS] + [
            (str(Role(row["role"]).label), row["name"], row["username"], row["password"] or "(changed)")
            for row in rows
        ]
        for role, name, username, password in lines:
            self.stdout.write(f"{_wide(role, 22)}{_wide(name, 10)}{_wide(username, 14)}{password}")
