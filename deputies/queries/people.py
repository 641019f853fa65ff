"""Reads of the register of people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch

from congress.accounts.models import User
from congress.search.index import search_q
from deputies.enums import Standing
from deputies.models import Person, PersonQuerySet, Post, name_key

#: The congress's own level of the printed prefix of a title, from the highest down (R283).
_HIGHER = (("全国", "全国"), ("省", "省"), ("自治区", "省"), ("市", "市"))

#: From so many common characters on, two titles begin with the same body (区人大常委会).
_BODY = 4


def standing_of(title: str) -> tuple[str, str]:
    """Standing and level that a printed title tells of: 省人大常委会副主任 → higher, 省."""
    for prefix, level in _HIGHER:
        if title.startswith(prefix):
            return Standing.HIGHER, level
    return Standing.LOCAL, ""


def named(name: str) -> PersonQuerySet:
    """Everybody of this name, however its spaces and dots are written."""
    return Person.objects.filter(name_key=name_key(name))


def matching(user: User, text: str) -> PersonQuerySet:
    """People in the user's scope whose name or organisation contains the text."""
    people = Person.objects.visible_to(user)
    return people.filter(search_q(text)) if text.strip() else people


def with_posts_on(people: PersonQuerySet, on: date) -> PersonQuerySet:
    """The people with ``posts_then``: the posts they hold on a day, in protocol order."""
    return people.prefetch_related(Prefetch("posts", Post.objects.in_force(on), to_attr="posts_then"))


def title_of(posts: Iterable[Post], contexts: Sequence[str]) -> str:
    """The title to print for somebody with these posts, by occasion (R278).

    The highest post of each of ``contexts``, in their order, without the words the first one has said
    already (区人大常委会党组书记、主任). Without such posts the highest of all; without posts empty.
    """
    held = list(posts)
    firsts = [next((post for post in held if post.context == context), None) for context in contexts]
    chosen = [post for post in firsts if post is not None] or held[:1]
    if not chosen:
        return ""
    head = chosen[0].title
    return "、".join([head, *(_without(head, post.title) for post in chosen[1:])])[:80]


def _without(head: str, title: str) -> str:
    shared = next(
        (i for i, (a, b) in enumerate(zip(head, title, strict=False)) if a != b), min(len(head), len(title))
    )
    return title[shared:] if _BODY <= shared < len(title) else title
