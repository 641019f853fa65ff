"""Template filters of the roster and the groups."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from deputies.models import GroupPost

register = template.Library()


@register.filter
def holding(posts: Iterable[GroupPost], kind: str) -> list[str]:
    """The names of those who hold a post, from what was prefetched."""
    return [post.person.name for post in posts if post.kind == kind]
