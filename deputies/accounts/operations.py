"""Tying people and accounts, and opening accounts for people of the register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts import bulk
from congress.accounts.bulk import Usernames
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from deputies.models import Person

VERBS = {
    "deputy_accounts:tie": "指定本人帐号",
}
_MOBILE = re.compile(r"1\d{10}")
_BATCH = 200


@transaction.atomic
def tie(*, person: Person, user: User | None, actor: User | None) -> Person:
    """Say by which account a person signs in; none takes it back. An account is one person's at most.

    Raises ``Conflict`` when the account is somebody else's.
    """
    row = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if row.user == user:
        return row
    before, row.user = row.user, user
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        owner = Person.objects.filter(user=user).exclude(pk=row.pk).first()
        raise Conflict(f"这个帐号已是{owner}的，一个帐号只属于一个人") from None
    audit.record(
        actor=actor,
        verb="deputy_accounts:tie",
        obj=row,
        before={"user": before.username if before else ""},
        after={"user": user.username if user else ""},
    )
    return row


@transaction.atomic
def claim(*, person: Person, account: User, actor: User) -> Person:
    """Say whose an account is that is nobody's; raises ``Conflict`` when the person has another one."""
    row = Person.objects.select_for_update(of=("self",)).select_related("user").get(pk=person.pk)
    if row.user is not None and row.user != account:
        raise Conflict(f"{row}已有帐号 {row.user.username}，一个人只用一个帐号")
    return tie(person=row, user=account, actor=actor)


@transaction.atomic
def tie_all(*, accounts: Mapping[int, User], actor: User | None) -> None:
    """Make each account that of the person whose key it stands under, in a few queries however many there are.

    Raises ``Conflict`` when a person has another account by now, or an account another person.
    """
    rows = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=accounts))
    for row in rows:
        if row.user_id is not None and row.user_id != accounts[row.pk].pk:
            raise Conflict(f"{row}已有另一个帐号，一个人只用一个帐号")
        row.user = accounts[row.pk]
        row.version += 1
    owner = Person.objects.filter(user__in=accounts.values()).exclude(pk__in=accounts).first()
    if owner is not None:
        raise Conflict(f"要用的帐号里有一个已是{owner}的，一个帐号只属于一个人")
    Person.objects.bulk_update(rows, ["user", "version"], batch_size=_BATCH)
    audit.record_all(
        actor=actor,
        events=[("deputy_accounts:tie", row, {"user": accounts[row.pk].username}) for row in rows],
    )


@transaction.atomic
def open_accounts(*, people: Iterable[Person], role: Role = Role.DEPUTY, actor: User) -> list[User]:
    """Open an account with a role for each person who has none; nobody can sign in before its slip.

    A mobile phone of the register that is no account's yet becomes the account's.
    """
    usernames = Usernames()
    keys = [one.pk for one in people]
    rows = (
        Person.objects.select_for_update(of=("self",)).filter(pk__in=keys, user=None).order_by("pinyin", "pk")
    )
    taken = set(User.objects.exclude(phone=None).values_list("phone", flat=True))
    accounts: dict[int, User] = {}
    for row in rows:
        phone = row.phone if _MOBILE.fullmatch(row.phone) and row.phone not in taken else None
        if phone:
            taken.add(phone)
        accounts[row.pk] = User(username=usernames.propose(row.name), name=row.name[:40], phone=phone)
    users = list(accounts.values())
    posts = [Assignment(user=user, role=role, starts_on=timezone.localdate()) for user in users]
    bulk.open_accounts(users=users, posts=posts, actor=actor)
    tie_all(accounts=accounts, actor=actor)
    return users
