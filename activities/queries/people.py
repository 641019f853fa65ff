"""Whom the form offers while a name is typed, with the title they bear on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from activities.models import ActivityKind, Participation
from congress.accounts.models import User
from deputies.enums import PostContext
from deputies.models import Person, Post
from deputies.queries import matching, title_of, with_posts_on

#: The contexts whose posts make up a title, by the group or the code of the kind (R278).
_CONTEXTS: dict[str, tuple[str, ...]] = {
    "机关党建": (PostContext.PARTY_GROUP, PostContext.CONGRESS),
    "superior_research": (PostContext.PARTY_GROUP, PostContext.CONGRESS),
    "investment_promotion": (PostContext.CONGRESS, PostContext.TASK_FORCE),
    "reception": (PostContext.CONGRESS, PostContext.TASK_FORCE),
}


def contexts_of(kind: ActivityKind | None) -> tuple[str, ...]:
    """In which bodies people act at activities of a kind."""
    if kind is None:
        return (PostContext.CONGRESS,)
    return _CONTEXTS.get(kind.code) or _CONTEXTS.get(kind.group) or (PostContext.CONGRESS,)


@dataclass(frozen=True)
class PersonOption:
    """Somebody the form offers: ``title`` is what to print, ``hint`` tells namesakes apart."""

    id: int
    name: str
    title: str
    hint: str


def people_options(
    user: User, text: str, *, on: date, kind: ActivityKind | None, limit: int = 20
) -> list[PersonOption]:
    """People whose name contains the text, leaders first, with the title they bear on the day (3 queries)."""
    ranked = matching(user, text).with_rank(on).order_by(F("rank").asc(nulls_last=True), "name_key", "pk")
    people = list(with_posts_on(ranked[:limit], on))
    untitled = [person.pk for person in people if not posts_then(person)]
    printed = _last_printed(untitled)
    contexts = contexts_of(kind)
    options = []
    for person in people:
        title = title_of(posts_then(person), contexts) or printed.get(person.pk, "")
        place = "" if person.organisation and person.organisation in title else person.organisation
        hint = "　".join(part for part in (title, place) if part)
        options.append(PersonOption(person.pk, person.name, title, hint))
    return options


def posts_then(person: Person) -> Sequence[Post]:
    """The posts that :func:`deputies.queries.with_posts_on` fetched."""
    posts: Sequence[Post] = person.posts_then  # type: ignore[attr-defined]
    return posts


def _last_printed(people: Iterable[int]) -> dict[int, str]:
    """The title each person was printed with last, for people of whom the register knows no post."""
    rows = (
        Participation.objects.filter(person__in=list(people))
        .exclude(title_as_written="")
        .order_by("activity__start_on", "activity_id")
        .values_list("person_id", "title_as_written")
    )
    return dict(rows)
