"""Tying people and accounts, and opening accounts for deputies."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts import operations as accounts
from congress.accounts.bulk import Usernames
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from deputies.models import Person

VERBS = {
    "deputy_accounts:tie": "指定本人帐号",
    "deputy_accounts:load": "载入示例帐号关联",
}
_MOBILE = re.compile(r"1\d{10}")


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
def open_accounts(*, people: Iterable[Person], actor: User) -> list[User]:
    """Open an account with the role of a deputy for each person who has none; nobody can sign in before its slip.

    A mobile phone of the register that is no account's yet becomes the account's.
    """
    usernames = Usernames()
    today = timezone.localdate()
    opened = []
    rows = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in people]))
    taken = set(User.objects.filter(phone__in=[row.phone for row in rows]).values_list("phone", flat=True))
    for row in rows:
        if row.user_id:
            continue
        phone = row.phone if _MOBILE.fullmatch(row.phone) and row.phone not in taken else None
        if phone:
            taken.add(phone)
        user = accounts.open_account(
            actor=actor,
            username=usernames.propose(row.name),
            name=row.name[:40],
            phone=phone,
            role=Role.DEPUTY,
            starts_on=today,
        )
        tie(person=row, user=user, actor=actor)
        opened.append(user)
    return opened
