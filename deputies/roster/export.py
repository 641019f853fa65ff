"""The roster in the columns of its import, so that what comes out goes in again without a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import CongressLevel
from deputies.enums import GroupPostKind
from deputies.models import Deputyship, GroupMembership, GroupPost
from deputies.roster.birth import Birth


def export(user: User) -> Iterator[dict[str, Any]]:
    """Everybody who is a deputy today and whom the user may see, level by level, group by group: field → value."""
    today = timezone.localdate()
    posts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for group, person, kind in GroupPost.objects.in_force(today).values_list("group", "person", "kind"):
        posts[group, person].append(kind)
    seats = Prefetch(
        "memberships", GroupMembership.objects.in_force(today).select_related("group"), to_attr="seats_now"
    )
    rows = Deputyship.objects.visible_to(user).in_force(today)
    rows = rows.select_related("person", "term__area", "constituency").prefetch_related(seats)
    for deputyship in sorted(rows, key=_place):
        yield _line(deputyship, posts)


def _place(deputyship: Deputyship) -> tuple[Any, ...]:
    main = _main_group(deputyship)
    levels = list(CongressLevel.values)
    return (
        levels.index(deputyship.level),
        deputyship.term.area_id,
        deputyship.term.number,
        main is None,
        (main.number or 0, main.label) if main else (0, ""),
        deputyship.person.pinyin,
        deputyship.pk,
    )


def _main_group(deputyship: Deputyship) -> Any:
    return next((seat.group for seat in _seats(deputyship) if seat.is_main), None)


def _seats(deputyship: Deputyship) -> list[GroupMembership]:
    return getattr(deputyship, "seats_now", [])


def _line(deputyship: Deputyship, posts: dict[tuple[int, int], list[str]]) -> dict[str, Any]:
    person, term = deputyship.person, deputyship.term
    main = _main_group(deputyship)
    held = posts[main.pk, person.pk] if main else []
    first = next((str(kind.label) for kind in GroupPostKind if kind in held), "")
    return {
        "name": person.name,
        "sex": person.get_sex_display(),
        "birth": str(Birth.of(person.birth_date)) if person.birth_date else "",
        "ethnicity": person.ethnicity,
        "party": person.get_party_display(),
        "education": person.education,
        "organisation": person.organisation,
        "occupation": person.occupation,
        "identity": person.get_identity_display(),
        "trade": person.trade,
        "phone": person.phone,
        "level": deputyship.get_level_display(),
        "term": deputyship.term_label,
        "area": str(term.area) if deputyship.level == CongressLevel.TOWN else "",
        "constituency": str(deputyship.constituency or ""),
        "delegation": deputyship.delegation,
        "group": main.label if main else "",
        "group_post": first,
        "professional": "、".join(seat.group.label for seat in _seats(deputyship) if not seat.is_main),
        "starts_on": deputyship.starts_on,
        "how_began": deputyship.get_how_began_display(),
        "remark": person.remark,
    }
