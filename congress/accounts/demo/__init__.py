"""The accounts of the demo district: one per role, a second clerk and a second town. All invented."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from congress.accounts import operations
from congress.accounts.models import User
from congress.organs.models import Area, Organ
from congress.web.demo import read_table

#: For the embedded run on one machine only; ``load_demo`` refuses to open these accounts in production.
DEMO_PASSWORD = "anlan-2026-demo"  # noqa: S105  # nosec B105 - printed on purpose


def accounts() -> list[dict[str, Any]]:
    """The demo accounts as listed: username, name, role, area, organ."""
    rows: list[dict[str, Any]] = read_table(__file__, "accounts.json")["accounts"]
    return rows


def load() -> None:
    """Open the accounts that do not exist yet, ready to sign in with :data:`DEMO_PASSWORD`."""
    starts_on = date.fromisoformat(read_table(__file__, "accounts.json")["starts_on"])
    missing = [row for row in accounts() if User.objects.known_as(row["username"]) is None]
    hashed = make_password(DEMO_PASSWORD) if missing else ""  # slow on purpose, and the same for all
    for row in missing:
        _open(row, starts_on, hashed)
    for row in read_table(__file__, "accounts.json")["seconded"]:
        _second(row)


@transaction.atomic
def _open(row: dict[str, Any], starts_on: date, hashed: str) -> None:
    user, _one_time = operations.create(
        actor=None,
        username=row["username"],
        name=row["name"],
        role=row["role"],
        area=Area.objects.get(name=row["area"], parent__parent=None) if "area" in row else None,
        organ=Organ.objects.get(short_name=row["organ"]) if "organ" in row else None,
        starts_on=starts_on,
        is_head=row.get("is_head", False),
    )
    # A visitor of the demo is not made to choose a password first.
    user.password = hashed
    user.must_change_password = False
    user.save()


def _second(row: dict[str, Any]) -> None:
    """Somebody who is there for a while: no password yet, and a role that ends soon."""
    if User.objects.known_as(row["username"]) is None:
        today = timezone.localdate()
        operations.open_account(
            actor=None,
            username=row["username"],
            name=row["name"],
            role=row["role"],
            organ=Organ.objects.get(short_name=row["organ"]),
            starts_on=today - timedelta(days=row["since_days"]),
            ends_on=today + timedelta(days=row["ends_in_days"]),
        )
