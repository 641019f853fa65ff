"""Staff of stations as the holders of accounts."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from congress.accounts.holders import Holder
from deputies.models import Person, PersonQuerySet
from liaison_stations.models import StaffPost
from liaison_stations.rules import held_on


def staff() -> PersonQuerySet:
    """People who run a station today, with ``station_posts_now``."""
    held = StaffPost.objects.filter(held_on(timezone.localdate()))
    posts = held.select_related("station").order_by("station__name", "role")
    rows = Person.objects.filter(Exists(held.filter(person=OuterRef("pk"))))
    return rows.prefetch_related(Prefetch("station_posts", posts, to_attr="station_posts_now")).order_by(
        "pinyin", "pk"
    )


def without_account() -> PersonQuerySet:
    """Staff nobody has opened an account for; who is known by a title only cannot have one."""
    return staff().filter(user__isnull=True, partial_name=False)


def stations_of(person: Person) -> str:
    """柳桥街道联络站（联络员）；… today."""
    posts = getattr(person, "station_posts_now", [])
    return "；".join(f"{post.station}（{post.get_role_display()}）" for post in posts)


def holders(names: Collection[str]) -> dict[str, list[Holder]]:
    """The staff with each of these names (two queries)."""
    found: dict[str, list[Holder]] = {}
    for person in staff().filter(name__in=names):
        label = f"{person.name}，{stations_of(person)}，{person.phone or '没有电话'}"
        found.setdefault(person.name, []).append(Holder(person.pk, label, person.phone, person.user_id))
    return found
