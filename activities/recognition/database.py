"""The one place where recognition reads the database."""

from __future__ import annotations

from activities.models import ActivityKind
from activities.recognition.lexicon import KnownOrgan, KnownPerson, KnownPost, Lexicon
from congress.organs.models import Organ, OrganName
from deputies.models import Person, Post


def lexicon_from_database() -> Lexicon:
    """Everybody in the roster, every organ with all its names, and the kinds in use. Five queries."""
    posts: dict[int, list[KnownPost]] = {}
    for person, title, starts_on, ends_on in Post.objects.values_list(
        "person_id", "title", "starts_on", "ends_on"
    ):
        posts.setdefault(person, []).append(KnownPost(title, starts_on, ends_on))
    former: dict[int, list[str]] = {}
    for organ, name, short_name in OrganName.objects.values_list("organ_id", "name", "short_name"):
        former.setdefault(organ, []).extend((name, short_name))
    return Lexicon(
        people=tuple(
            KnownPerson(name, tuple(posts.get(key, ())), key)
            for key, name in Person.objects.order_by("id").values_list("id", "name")
        ),
        organs=tuple(
            KnownOrgan((name, short_name, *former.get(key, ())), key)
            for key, name, short_name in Organ.objects.order_by("id").values_list("id", "name", "short_name")
        ),
        kinds=kinds_from_database(),
    )


def kinds_from_database() -> dict[str, str]:
    """The district's kinds in use: code to name."""
    return dict(ActivityKind.objects.filter(active=True).order_by("order", "id").values_list("code", "name"))
