"""What is done to many accounts at once: opened, given one-time passwords, given other dates, closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts import lockout, operations
from congress.accounts.models import Assignment, User
from congress.accounts.passwords import OneTimeHasher, one_time_password
from congress.audit import operations as audit
from congress.search.initials import initials

#: So many accounts at once.
MOST = 200
#: Making a password safe leaves other threads room to do the same.
_AT_ONCE = 4
_BATCH = 200


@dataclass(frozen=True)
class Slip:
    """What one person is handed. The password is written down nowhere else; the portal keeps ``safe``, its hash."""

    pk: int
    name: str
    username: str
    password: str
    safe: str


def draw_slips(accounts: Iterable[User]) -> list[Slip]:
    """A one-time password for each account, which does not work before :func:`issue`; by name."""
    rows = sorted(accounts, key=lambda account: (account.name, account.username))
    passwords = [one_time_password() for _ in rows]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        safe = threads.map(partial(make_password, hasher=OneTimeHasher()), passwords)
    return [
        Slip(row.pk, row.name, row.username, *made)
        for row, made in zip(rows, zip(passwords, safe, strict=True), strict=True)
    ]


@transaction.atomic
def issue(*, slips: Collection[Slip], actor: User) -> None:
    """Make the passwords of the slips those of the accounts, to be changed at once; other sessions of theirs end.

    All or none. Raises ``Conflict`` for one's own account and for a closed one.
    """
    safe = {slip.pk: slip.safe for slip in slips}
    rows = list(User.objects.select_for_update().filter(pk__in=safe).order_by("pk"))
    for row in rows:
        if row.pk == actor.pk:
            raise Conflict("自己的密码请在“我的帐号”里改，不要给自己打印凭条")
        if not row.is_active:
            raise Conflict(f"{row.name}的帐号已停用，请先恢复")
        row.password, row.must_change_password = safe[row.pk], True
    User.objects.bulk_update(rows, ["password", "must_change_password"], batch_size=_BATCH)
    lockout.forget_failures(*rows)
    audit.record_all(actor=actor, events=[("accounts:reset_password", row, None) for row in rows])


@transaction.atomic
def open_accounts(*, users: Sequence[User], posts: Sequence[Assignment], actor: User) -> None:
    """Open accounts nobody can sign in with before their slip, and give roles, to them and to others.

    In as many queries for five hundred as for one; the caller has checked scopes and dates. Raises
    ``IntegrityError`` when a user name or a phone was taken meanwhile.
    """
    for user in users:
        user.must_change_password = True
        user.set_unusable_password()
        user.clean_fields()
    User.objects.bulk_create(users, batch_size=_BATCH)
    Assignment.objects.bulk_create(posts, batch_size=_BATCH)
    opened = [("accounts:create", user, operations.account_facts(user)) for user in users]
    granted = [("accounts:grant", post.user, operations.post_facts(post)) for post in posts]
    audit.record_all(actor=actor, events=[*opened, *granted])


@transaction.atomic
def close(*, accounts: Iterable[User], actor: User, reason: str) -> None:
    """Close them all, or none when one of them cannot be closed."""
    for account in accounts:
        operations.close(user=account, actor=actor, reason=reason)


@transaction.atomic
def end_assignments(*, assignments: Iterable[Assignment], actor: User, ends_on: date | None) -> None:
    """Give them all the same last day, or none: of the first that cannot have it the reason is raised."""
    for assignment in assignments:
        try:
            operations.end_assignment(assignment=assignment, actor=actor, ends_on=ends_on)
        except ValidationError as error:
            raise Conflict(f"{assignment.user}，{assignment}：{'；'.join(error.messages)}") from error


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
