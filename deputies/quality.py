"""What may be missing in the register of people, the roster and the groups."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.quality.registry import Check, Fault, register_check
from deputies.enums import GroupKind, GroupPostKind
from deputies.models import DeputyGroup, Deputyship, GroupPost, Person
from deputies.queries import vacant_posts
from deputies.rules import WRITERS


def without_group(user: User) -> QuerySet[Deputyship]:
    """Deputies in office without a territorial group, with ``near``: a group of the place that elected them."""
    today = timezone.localdate()
    place = Q(area=OuterRef("constituency__area")) | Q(area=OuterRef("constituency__area__parent"))
    groups = DeputyGroup.objects.in_force(today).filter(place, kind=GroupKind.TERRITORIAL)
    near = groups.filter(term__level=OuterRef("level")).order_by("number", "pk").values("pk")[:1]
    rows = Deputyship.objects.visible_to(user).in_force(today).without_group(today)
    rows = rows.annotate(near=Subquery(near)).select_related("person", "term__area", "constituency")
    return rows.order_by("person__pinyin", "pk")


def _ungrouped(row: Any) -> Fault:
    url = (
        f"{reverse('deputies:join_group', args=[row.near])}?deputy={row.pk}"
        if row.near
        else f"{reverse('deputies:groups')}?state=now&kind={GroupKind.TERRITORIAL}"
    )
    return Fault(row.person.name, f"{row.title}　{row.constituency or '没有选区'}", url)


def groups_with_vacancies(user: User) -> QuerySet[DeputyGroup]:
    """Groups that lack a leader, a deputy leader or a liaison, with ``posts_then``."""
    today = timezone.localdate()
    held = GroupPost.objects.in_force(today)
    lacking = Q()
    for kind in GroupPostKind:
        lacking |= Q(~Exists(held.filter(group=OuterRef("pk"), kind=kind)))
    groups = DeputyGroup.objects.visible_to(user).in_force(today).filter(lacking).select_related("term__area")
    return groups.prefetch_related(Prefetch("posts", held, to_attr="posts_then"))


def _vacancy(row: Any) -> Fault:
    missing = vacant_posts(row.posts_then)
    first = next(kind for kind in GroupPostKind if str(kind.label) == missing[0])
    url = f"{reverse('deputies:appoint', args=[row.pk])}?kind={first}"
    return Fault(row.label, f"{'、'.join(missing)}空缺　{row.term}", url)


def _deputies(user: User) -> QuerySet[Person]:
    held = Deputyship.objects.in_force(timezone.localdate()).filter(person=OuterRef("pk"))
    return Person.objects.visible_to(user).filter(Exists(held)).order_by("pinyin", "pk")


def without_phone(user: User) -> QuerySet[Person]:
    """Deputies in office who cannot be reached by phone."""
    return _deputies(user).filter(phone="")


def without_birth_date(user: User) -> QuerySet[Person]:
    """Deputies in office whose age no figure can count."""
    return _deputies(user).filter(birth_date=None)


def twice(user: User) -> QuerySet[Person]:
    """People of the same name and month of birth, who may be one person entered twice."""
    others = Person.objects.filter(name_key=OuterRef("name_key"), birth_date=OuterRef("birth_date"))
    rows = Person.objects.visible_to(user).filter(Exists(others.exclude(pk=OuterRef("pk"))))
    return rows.order_by("name_key", "pk")


def _person(row: Person) -> Fault:
    return Fault(row.name, row.organisation, reverse("deputies:change_person", args=[row.pk]))


def _doubtful(row: Person) -> Fault:
    born = f"{row.birth_date:%Y年%-m月}出生" if row.birth_date else ""
    note = "　".join(part for part in (born, row.organisation) if part)
    return Fault(row.name, note, reverse("deputies:detail", args=[row.pk]))


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_check(
        Check(
            "deputies-without-group",
            "代表没有编组",
            "小组活动、履职登记的确认都按小组进行",
            without_group,
            _ungrouped,
            "去编组",
            "个",
            WRITERS,
            10,
        )
    )
    register_check(
        Check(
            "groups-with-vacancies",
            "小组职务空缺",
            "每个小组都要有组长、副组长和联络员",
            groups_with_vacancies,
            _vacancy,
            "去任命",
            "个",
            WRITERS,
            12,
        )
    )
    register_check(
        Check(
            "deputies-without-phone",
            "代表没有电话",
            "召集通知和提醒要靠电话联系",
            without_phone,
            _person,
            "补电话",
            "人",
            WRITERS,
            14,
        )
    )
    register_check(
        Check(
            "deputies-without-birth-date",
            "代表没有出生年月",
            "代表结构的年龄一栏算不出来",
            without_birth_date,
            _person,
            "补出生年月",
            "人",
            WRITERS,
            16,
        )
    )
    register_check(
        Check(
            "people-twice",
            "可能登记了两次的人",
            "姓名和出生年月都相同，同一个人的记录会分成两份",
            twice,
            _doubtful,
            "去核对",
            "人",
            WRITERS,
            18,
        )
    )
