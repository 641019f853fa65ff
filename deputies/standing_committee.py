"""Who is of the standing committee: by the posts people hold, for every room that asks."""

from __future__ import annotations

from datetime import date

from django.db.models import OuterRef, Q, QuerySet

from deputies.models import Post

#: What the posts are called; those of its office and its working committees end otherwise.
LEADERS = r"常委会(主任|副主任|秘书长)$"
MEMBERS = r"常委会(主任|副主任|秘书长|委员)$"
ORDINARY = r"常委会委员$"


def held_posts(
    person: str, first: str | date, last: date | None = None, *, titles: str = MEMBERS
) -> QuerySet[Post]:
    """Posts held on a day, or on some day from ``first`` to ``last``, for a subquery.

    ``person`` is a column of the outer row, and so is ``first`` where it is no date.
    """
    begin = OuterRef(first) if isinstance(first, str) else first
    return Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=begin),
        Q(starts_on__isnull=True) | Q(starts_on__lte=last or begin),
        person=OuterRef(person),
        title__regex=titles,
    )
