"""Deputies as audiences of messages: by group, by the town that elected them, all of a congress (R040)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.accounts.models import Assignment, User
from congress.notices.audiences import Audience, Choices, register_audience
from congress.organs.enums import DIRECT_LEVELS
from congress.organs.models import Area, Term
from deputies import rules
from deputies.models import DeputyGroup, Deputyship
from deputies.models.deputyships import DeputyshipQuerySet, memberships_on


def _serving(area: Area | None) -> DeputyshipQuerySet:
    """Deputies in office today; of a town, those elected there or sitting in its groups."""
    rows = Deputyship.objects.in_force(timezone.localdate())
    return rows if area is None else rows.filter(rules.deputyships_of_area(Assignment(area=area)))


def _keys(values: Sequence[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal()]


def _of_groups(area: Area | None, values: Sequence[str]) -> DeputyshipQuerySet:
    sitting = memberships_on(timezone.localdate()).filter(group__in=_keys(values))
    return _serving(area).filter(pk__in=sitting.order_by().values("deputyship"))


def _of_terms(area: Area | None, values: Sequence[str]) -> DeputyshipQuerySet:
    return _serving(area).filter(term__in=_keys(values))


def _of_towns(area: Area | None, values: Sequence[str]) -> DeputyshipQuerySet:
    places = Q(pk__in=[])
    for path in Area.objects.filter(pk__in=_keys(values)).values_list("path", flat=True):
        places |= Q(constituency__area__path__startswith=path) | Q(term__area__path__startswith=path)
    return _serving(area).filter(places)


def _groups(area: Area | None) -> Choices:
    rows = DeputyGroup.objects.in_force(timezone.localdate()).select_related("term__area")
    if area is not None:
        rows = rows.filter(rules.groups_of_area(Assignment(area=area)))
    return [(str(row.pk), row.listed_as) for row in rows]


def _terms(area: Area | None) -> Choices:
    """Congresses of the district and its towns that are in session now; deputies of higher levels sit in groups."""
    held = _serving(area).filter(level__in=DIRECT_LEVELS).order_by().values("term")
    rows = Term.objects.filter(pk__in=held).select_related("area")
    return [(str(row.pk), f"{row}全体代表") for row in rows]


def _towns(area: Area | None) -> Choices:
    rows = Area.objects.towns().order_by("order", "pk")
    if area is not None:
        rows = rows.within(area)
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def _audience(
    key: str,
    label: str,
    rows: Callable[[Area | None, Sequence[str]], DeputyshipQuerySet],
    choices: Callable[[Area | None], Choices],
    *,
    order: int,
    help_text: str = "",
) -> Audience:
    """An audience of the accounts of deputyships; deputies without an account are missing."""

    def people(area: Area | None, values: Sequence[str]) -> QuerySet[User]:
        return User.objects.filter(pk__in=rows(area, values).order_by().values("person__user"))

    def missing(area: Area | None, values: Sequence[str]) -> Iterator[str]:
        without = rows(area, values).filter(~Q(person__user__is_active=True))
        yield from without.order_by("person__pinyin").values_list("person__name", flat=True)

    return Audience(key, label, people, choices, missing, order=order, help_text=help_text)


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_audience(_audience("terms", "全体代表", _of_terms, _terms, order=20))
    register_audience(_audience("groups", "代表小组", _of_groups, _groups, order=30))
    register_audience(
        _audience("towns", "镇街的代表", _of_towns, _towns, order=40, help_text="在这些镇街选出的代表")
    )
