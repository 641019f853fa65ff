"""Who sits in a group and who leads it: make-up, vacant posts, the printed roster, the report by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from deputies.ages import BANDS, UNKNOWN, band_of
from deputies.enums import GroupPostKind, Identity, PostContext, Sex
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost
from deputies.models.groups import DeputyGroupQuerySet

#: Posts that every group has to have filled (R005).
REQUIRED_POSTS = tuple(GroupPostKind)


@dataclass(frozen=True)
class Share:
    """So many members of a group are like this; ``query`` filters the roster for them."""

    label: str
    count: int
    query: str


@dataclass(frozen=True)
class Makeup:
    """A group by one property."""

    label: str
    shares: list[Share]


@dataclass(frozen=True)
class LevelReport:
    """Deputyships of a level and the groups their holders sit in (R002, R008)."""

    level: CongressLevel
    deputyships: int
    grouped: int
    groups: int

    @property
    def ungrouped(self) -> int:
        """Deputyships without a territorial group."""
        return self.deputyships - self.grouped

    @property
    def mean(self) -> str:
        """Members a group on average, with one place: 16.9; empty without a group."""
        if not self.groups:
            return ""
        tenths = (self.grouped * 20 + self.groups) // (2 * self.groups)  # rounded half up, from whole numbers
        return f"{tenths // 10}.{tenths % 10}"


def with_posts(groups: DeputyGroupQuerySet, on: date) -> DeputyGroupQuerySet:
    """With ``posts_then``, the posts in force on a day, and ``size``, the persons in the group then."""
    posts = GroupPost.objects.in_force(on).select_related("person").order_by("starts_on", "pk")
    members = GroupMembership.objects.in_force(on).filter(group=OuterRef("pk")).order_by().values("group")
    size = Subquery(
        members.annotate(n=Count("deputyship__person", distinct=True)).values("n"),
        output_field=IntegerField(),
    )
    return groups.annotate(size=Coalesce(size, 0)).prefetch_related(
        Prefetch("posts", posts, to_attr="posts_then")
    )


def with_vacancies(groups: DeputyGroupQuerySet, on: date) -> list[tuple[int, str, list[str]]]:
    """Key, name and vacant posts of the groups that have any on a day (two queries, no records)."""
    held: dict[int, set[str]] = {}
    for key, kind in GroupPost.objects.in_force(on).values_list("group_id", "kind"):
        held.setdefault(key, set()).add(kind)
    named = groups.values_list("pk", "label")
    missing = ((key, label, _missing(held.get(key, set()))) for key, label in named)
    return [row for row in missing if row[2]]


def _missing(held: set[str]) -> list[str]:
    return [str(kind.label) for kind in REQUIRED_POSTS if kind not in held]


def vacant_posts(posts: Iterable[GroupPost]) -> list[str]:
    """组长, 副组长, 联络员, as far as nobody of these posts holds them."""
    return _missing({post.kind for post in posts})


def makeup(members: Sequence[GroupMembership], on: date) -> list[Makeup]:
    """Age bands, sex, status and kind of post of members whose persons and ``posts_then`` are loaded (R004)."""
    people = [member.deputyship.person for member in members]
    ages = Counter(band_of(person.birth_date, on) for person in people)
    sexes = Counter(person.sex for person in people)
    kinds = Counter(person.identity for person in people)
    posts = Counter(c for person in people for c in {post.context for post in _posts_then(person)})
    bands = [(band.key, band.label) for band in BANDS] + [(UNKNOWN, "没有登记")]
    return [
        Makeup("年龄", _shares("age", bands, ages)),
        Makeup("性别", _shares("sex", Sex.choices, sexes)),
        Makeup("身份", _shares("identity", Identity.choices, kinds)),
        Makeup("任职", _shares("context", PostContext.choices, posts)),
    ]


def _posts_then(person: Any) -> list[Any]:
    return list(person.posts_then)


def _shares(name: str, choices: Iterable[tuple[str, str]], counted: Counter[str]) -> list[Share]:
    return [Share(label, counted[key], f"{name}={key}") for key, label in choices if counted[key]]


def level_report(level: CongressLevel, on: date, deputyships: QuerySet[Deputyship]) -> LevelReport:
    """Deputyships of a level in force on a day, how many sit in territorial groups, in how many (R008)."""
    held = deputyships.filter(level=level, starts_on__lte=on).exclude(ends_on__lt=on)
    seats = GroupMembership.objects.in_force(on).filter(is_main=True, deputyship__in=held)
    counted = seats.aggregate(
        grouped=Count("deputyship", distinct=True), groups=Count("group", distinct=True)
    )
    return LevelReport(level, held.count(), counted["grouped"], counted["groups"])


@dataclass(frozen=True)
class ComingBack:
    """What goes on when the dissolution of a group is taken back, and who does not come back, by name."""

    seats: list[GroupMembership]
    posts: list[GroupPost]
    elsewhere: list[str]


def what_comes_back(group: DeputyGroup) -> ComingBack:
    """The seats and posts that ended with a dissolved group, as far as nothing stands in the way (3 queries).

    A seat stays ended when its deputyship is over, or sits in another territorial group by now; the post of a
    leader or deputy leader stays ended when its holder has no seat any more (R005).
    """
    # What was to begin later ended on the day it would have begun.
    ended = Q(ends_on=group.ends_on) | Q(ends_on=F("starts_on"), starts_on__gt=group.ends_on)
    seats = group.memberships.filter(ended, deputyship__ends_on=None)
    seats = seats.select_related("deputyship__person", "group").order_by("deputyship__person__pinyin", "-pk")
    ended_seats = list({seat.deputyship_id: seat for seat in seats}.values())
    taken: set[int] = set()
    if group.is_main:
        now = GroupMembership.objects.filter(is_main=True, ends_on=None)
        mine = [seat.deputyship_id for seat in ended_seats]
        taken = set(now.filter(deputyship__in=mine).values_list("deputyship_id", flat=True))
    back = [seat for seat in ended_seats if seat.deputyship_id not in taken]
    people = {seat.deputyship.person_id for seat in back}
    posts: dict[tuple[str, int], GroupPost] = {}
    for post in group.posts.filter(ended).select_related("person").order_by("starts_on", "pk"):
        if post.kind == GroupPostKind.LIAISON or post.person_id in people:
            # There is one leader, the last one; somebody holds a post once.
            posts[post.kind, 0 if post.kind == GroupPostKind.LEADER else post.person_id] = post
    elsewhere = [seat.deputyship.person.name for seat in ended_seats if seat.deputyship_id in taken]
    return ComingBack(back, list(posts.values()), elsewhere)


def group_roster(term: Term, on: date, groups: DeputyGroupQuerySet) -> Iterator[list[str]]:
    """One row per group of a congress: 组别, 组长, 副组长, 联络员, 组员, 活动室, as they were on a day (R006)."""
    seats = (
        GroupMembership.objects.in_force(on)
        .select_related("deputyship__person")
        .order_by("deputyship__person__pinyin", "deputyship__person_id")
    )
    rows = with_posts(groups.in_force(on).filter(term=term), on)
    for group in rows.prefetch_related(Prefetch("memberships", seats, to_attr="seats_then")):
        loaded: Any = group
        posts = {
            kind: "、".join(post.person.name for post in loaded.posts_then if post.kind == kind)
            for kind in REQUIRED_POSTS
        }
        members = "、".join(seat.deputyship.person.name for seat in loaded.seats_then)
        title = f"{group.label}（{group.numbered}）" if group.name and group.numbered else group.label
        yield [title, *posts.values(), members, group.activity_room]
