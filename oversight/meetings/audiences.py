"""The standing committee as an audience: whoever holds a post in it today, for its votes and its messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from congress.accounts.models import User
from congress.notices.audiences import Audience, Choices, register_audience
from congress.organs.models import Area
from deputies.enums import Standing
from deputies.models import Person
from deputies.standing_committee import LEADERS, MEMBERS, held_posts

_TITLES = {"members": MEMBERS, "leaders": LEADERS}
_CHOICES = [("members", "常委会组成人员"), ("leaders", "主任、副主任、秘书长")]


def _holders(area: Area | None, values: Sequence[str]) -> QuerySet[Person]:
    today, rows = timezone.localdate(), Person.objects.filter(standing=Standing.LOCAL)
    wanted = Q(pk__in=[])
    for value in values if area is None else ():
        if value in _TITLES:
            wanted |= Q(Exists(held_posts("pk", today, titles=_TITLES[value])))
    return rows.filter(wanted)


def _people(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
    return User.objects.filter(pk__in=_holders(area, values).order_by().values("user"))


def _missing(area: Area | None, values: Sequence[str]) -> Iterator[str]:
    without = _holders(area, values).filter(~Q(user__is_active=True))
    yield from without.order_by("pinyin").values_list("name", flat=True)


def _choices(area: Area | None) -> Choices:
    """The district's alone: a town's congress has no standing committee."""
    return list(_CHOICES) if area is None else []


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_audience(Audience("standing", "区人大常委会", _people, _choices, _missing, order=15))
