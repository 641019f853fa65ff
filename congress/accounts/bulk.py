"""What is done to many accounts at once: user names and one-time passwords, printed on slips."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts import lockout
from congress.accounts.models import User
from congress.accounts.passwords import one_time_password
from congress.audit import operations as audit
from congress.search.initials import initials

#: Accounts that get passwords at once: each takes a tenth of a second to make safe, on purpose.
MOST = 200
#: Making a password safe leaves other threads room to do the same.
_AT_ONCE = 4


@dataclass(frozen=True)
class Slip:
    """What one person is handed: it is written down nowhere else."""

    name: str
    username: str
    password: str


def issue_passwords(*, accounts: Collection[User], actor: User) -> list[Slip]:
    """Give each account a one-time password that must be changed at once; other sessions of theirs end.

    All or none. Raises ``Conflict`` for more than :data:`MOST`, for one's own account and for a closed one.
    """
    if len(accounts) > MOST:
        raise Conflict(f"一次最多打印 {MOST} 张凭条，现在选了 {len(accounts)} 个帐号，请先筛选")
    passwords = {account.pk: one_time_password() for account in accounts}
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        safe = dict(zip(passwords, threads.map(make_password, passwords.values()), strict=True))
    with transaction.atomic():
        rows = list(User.objects.select_for_update().filter(pk__in=passwords).order_by("name", "username"))
        for row in rows:
            if row.pk == actor.pk:
                raise Conflict("自己的密码请在“我的帐号”里改，不要给自己打印凭条")
            if not row.is_active:
                raise Conflict(f"{row.name}的帐号已停用，请先恢复")
            row.password, row.must_change_password = safe[row.pk], True
        User.objects.bulk_update(rows, ["password", "must_change_password"])
        for row in rows:
            lockout.forget_failures(row)
            audit.record(actor=actor, verb="accounts:reset_password", obj=row)
    return [Slip(row.name, row.username, passwords[row.pk]) for row in rows]


class Usernames:
    """User names for people who have not chosen one: the initials of the name and a number, such as ``zm01``.

    Asks the database once; what it has proposed it does not propose again.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        known = User.objects.values_list("username", flat=True)
        self._taken = {name.lower() for name in (*known, *taken)}

    def propose(self, name: str) -> str:
        """A free user name; characters without known initials count as nothing."""
        letters = "".join(sign for sign in initials(name) if sign.isalpha()) or "yh"
        number = 1
        while (username := f"{letters[:30]}{number:02}") in self._taken:
            number += 1
        self._taken.add(username)
        return username
