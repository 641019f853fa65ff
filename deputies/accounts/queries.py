"""Deputies in office as the holders of accounts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone

from congress.accounts.holders import Holder
from congress.accounts.models import User
from congress.search.index import search_q
from deputies.models import Deputyship, Person, PersonQuerySet


def in_office() -> PersonQuerySet:
    """People with a deputyship today, in the order of the roster, with ``seats_now``."""
    today = timezone.localdate()
    held = Deputyship.objects.in_force(today)
    seats = held.select_related("term__area", "constituency").order_by("level", "pk")
    rows = Person.objects.filter(Exists(held.filter(person=OuterRef("pk"))))
    return rows.prefetch_related(Prefetch("deputyships", seats, to_attr="seats_now")).order_by("pinyin", "pk")


def without_account() -> PersonQuerySet:
    """Deputies in office nobody has opened an account for; who is known by a title only cannot have one."""
    return in_office().filter(user__isnull=True, partial_name=False)


def seat_of(person: Person) -> str:
    """区人大代表（柳桥选区）; the first of several."""
    seats = getattr(person, "seats_now", [])
    if not seats:
        return ""
    place = f"（{seats[0].constituency}）" if seats[0].constituency else ""
    return f"{seats[0].title}{place}"


def holders(names: Collection[str]) -> dict[str, list[Holder]]:
    """The deputies in office with each of these names (three queries)."""
    found: dict[str, list[Holder]] = {}
    for person in in_office().filter(name__in=names):
        label = f"{person.name}，{seat_of(person)}，{person.phone or '没有电话'}"
        found.setdefault(person.name, []).append(Holder(person.pk, label, person.phone, person.user_id))
    return found


def free_accounts() -> QuerySet[User]:
    """Open accounts that are nobody's yet."""
    return User.objects.filter(is_active=True, person__isnull=True).order_by("username")


def namesakes(user: User, text: str) -> PersonQuerySet:
    """People the user may see with these letters in name, unit or initials; deputies in office first."""
    held = Deputyship.objects.in_force(timezone.localdate()).filter(person=OuterRef("pk"))
    rows = Person.objects.visible_to(user).filter(search_q(text), partial_name=False)
    return rows.select_related("user").order_by(Exists(held).desc(), "name_key", "pk")
