"""Filters of the register of people, of the roster and of the groups; the search in a derived column."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from congress.organs.enums import CongressLevel
from congress.organs.models import Area, Constituency, Term
from congress.search.index import search_q
from congress.web.lists.filters import ListFilter, OnDayFilter, SearchFilter
from deputies.ages import BANDS, UNKNOWN, band_q
from deputies.enums import (
    Beginning,
    Ending,
    GroupKind,
    GroupPostKind,
    Identity,
    Party,
    PostContext,
    Sex,
    Standing,
)
from deputies.models import DeputyGroup, Deputyship, GroupPost, Person, PersonQuerySet, Post
from deputies.models.deputyships import DeputyshipQuerySet, memberships_on
from deputies.models.groups import DeputyGroupQuerySet

_YES, _NO = "yes", "no"
_NOW, _FORMER = "now", "former"


class TextFilter(SearchFilter):
    """Searches a column that holds text as :func:`congress.search.text.normalise` spells it, through its index."""

    def filter(self, qs: QuerySet[Any], value: str | None) -> QuerySet[Any]:
        """Every typed word in each of the columns."""
        for field in self.fields if value and value.strip() else ():
            qs = qs.filter(search_q(value or "", field))
        return qs


class PersonFilter(ListFilter):
    """By where a person belongs, what posts they hold, and the organisation."""

    q = TextFilter("search_text", label="搜姓名、拼音首字母、单位")
    standing = ChoiceFilter(label="归属", choices=Standing.choices)
    context = ChoiceFilter(label="任职类别", choices=PostContext.choices, method="holding")
    organisation = CharFilter(label="所在单位", lookup_expr="contains", max_length=80)
    posted = ChoiceFilter(label="现任职务", choices=[(_YES, "有"), (_NO, "没有")], method="with_post")
    deputy = ChoiceFilter(label="人大代表", choices=[(_YES, "是"), (_NO, "不是")], method="being_deputy")
    on = OnDayFilter(label="某一天在任的代表", method="deputies_on")
    partial = ChoiceFilter(
        label="姓名", field_name="partial_name", choices=[("True", "只知称呼"), ("False", "全名")]
    )

    leading = ("standing", "context")

    def holding(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Holds a post of this kind today."""
        return rows.filter(Exists(self._posts().filter(context=value)))

    def with_post(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Holds any post today, or none."""
        held = Exists(self._posts())
        return rows.filter(held if value == _YES else ~held)

    def being_deputy(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        """Is a deputy of any level today; a person of two levels is one person (R001)."""
        held = Exists(Deputyship.objects.in_force(timezone.localdate()).filter(person=OuterRef("pk")))
        return rows.filter(held if value == _YES else ~held)

    def deputies_on(self, rows: PersonQuerySet, _name: str, value: date) -> PersonQuerySet:
        """Was a deputy of any level on a day."""
        return rows.filter(Exists(Deputyship.objects.in_force(value).filter(person=OuterRef("pk"))))

    @staticmethod
    def _posts() -> QuerySet[Post]:
        return Post.objects.in_force(timezone.localdate()).filter(person=OuterRef("pk"))


def _terms() -> QuerySet[Term]:
    held = Deputyship.objects.filter(term=OuterRef("pk"))
    return Term.objects.filter(Exists(held)).select_related("area").order_by("area__path", "-starts_on")


class DirectoryFilter(ListFilter):
    """Deputyships by what everybody may know of a deputy."""

    q = CharFilter(label="搜姓名、拼音首字母、选区、小组", max_length=100, method="found")
    level = ChoiceFilter(label="层级", choices=CongressLevel.choices)
    group = ModelChoiceFilter(label="小组", queryset=DeputyGroup.objects.none(), method="in_group")
    term = ModelChoiceFilter(label="届", queryset=Term.objects.none())
    area = ModelChoiceFilter(label="选区所在区域", queryset=Area.objects.none(), method="in_area")
    constituency = ModelChoiceFilter(label="选区", queryset=Constituency.objects.none())
    sex = ChoiceFilter(label="性别", field_name="person__sex", choices=Sex.choices)
    state = ChoiceFilter(label="状态", choices=[(_NOW, "在任"), (_FORMER, "已离任")], method="in_state")
    on = OnDayFilter(label="某一天在任的", method="in_force_on")

    leading = ("level", "group")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.offer("group", lambda: DeputyGroup.objects.in_force(self.today).only("label"))
        self.offer("term", _terms)
        self.offer("area", Area.objects.towns)
        self.offer("constituency", Constituency.objects.all)

    def found(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """Each word in name, initials or organisation, in the constituency, or in a group of today."""
        for word in value.split():
            people = Person.objects.filter(search_q(word))  # through its index, which a join would not use
            places = Constituency.objects.filter(name__contains=word)
            seats = memberships_on(self.today).filter(group__label__contains=word)
            rows = rows.filter(
                Q(person__in=people.values("pk"))
                | Q(constituency__in=places.values("pk"))
                | Q(pk__in=seats.values("deputyship_id"))
            )
        return rows

    def in_group(self, rows: DeputyshipQuerySet, _name: str, value: DeputyGroup) -> DeputyshipQuerySet:
        """Sits in the group today."""
        return rows.filter(pk__in=memberships_on(self.today).filter(group=value).values("deputyship_id"))

    def in_area(self, rows: DeputyshipQuerySet, _name: str, value: Area) -> DeputyshipQuerySet:
        """Elected in the area."""
        return rows.filter(constituency__area__path__startswith=value.path)

    def in_state(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """In force today, or over."""
        return rows.in_force(self.today) if value == _NOW else rows.former(self.today)

    def in_force_on(self, rows: DeputyshipQuerySet, _name: str, value: date) -> DeputyshipQuerySet:
        """In force on a day."""
        return rows.in_force(value)


class RosterFilter(DirectoryFilter):
    """Deputyships also by what only those who work with the roster may know."""

    grouped = ChoiceFilter(label="编组", choices=[(_NO, "未编组"), (_YES, "已编组")], method="in_some_group")
    age = ChoiceFilter(
        label="年龄",
        choices=[*((band.key, band.label) for band in BANDS), (UNKNOWN, "没有登记")],
        method="in_band",
    )
    identity = ChoiceFilter(label="身份", field_name="person__identity", choices=Identity.choices)
    party = ChoiceFilter(label="党派", field_name="person__party", choices=Party.choices)
    context = ChoiceFilter(label="任职类别", choices=PostContext.choices, method="holding")
    how_began = ChoiceFilter(label="产生方式", choices=Beginning.choices)
    how_ended = ChoiceFilter(label="结束原因", choices=Ending.choices)

    def in_some_group(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """Sits in a territorial group today, or not (R003)."""
        seats = memberships_on(self.today).filter(is_main=True).values("deputyship_id")
        return rows.exclude(pk__in=seats) if value == _NO else rows.filter(pk__in=seats)

    def in_band(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """As old today."""
        return rows.filter(band_q(value, self.today, "person__birth_date"))

    def holding(self, rows: DeputyshipQuerySet, _name: str, value: str) -> DeputyshipQuerySet:
        """Holds a post of this kind today."""
        posts = Post.objects.in_force(self.today).filter(context=value)
        return rows.filter(person__in=posts.values("person_id"))


class GroupFilter(ListFilter):
    """Groups by name, level, kind, vacant posts, and whether they exist today."""

    q = SearchFilter("label", "area__name", label="搜小组、区域")
    level = ChoiceFilter(label="层级", choices=CongressLevel.choices, method="of_level")
    kind = ChoiceFilter(label="类别", choices=GroupKind.choices)
    vacant = ChoiceFilter(label="空缺职务", choices=GroupPostKind.choices, method="without_post")
    state = ChoiceFilter(label="状态", choices=[(_NOW, "现有"), (_FORMER, "已撤销")], method="in_state")
    on = OnDayFilter(label="某一天有的", method="in_force_on")

    leading = ("level", "kind")

    def of_level(self, rows: DeputyGroupQuerySet, _name: str, value: str) -> DeputyGroupQuerySet:
        """In the list of this level, or with a deputy of it today (R002)."""
        seats = memberships_on(timezone.localdate()).filter(deputyship__level=value)
        return rows.filter(Q(term__level=value) | Q(pk__in=seats.values("group_id")))

    def without_post(self, rows: DeputyGroupQuerySet, _name: str, value: str) -> DeputyGroupQuerySet:
        """Nobody holds the post today."""
        held = GroupPost.objects.in_force(timezone.localdate()).filter(kind=value)
        return rows.exclude(pk__in=held.values("group_id"))

    def in_force_on(self, rows: DeputyGroupQuerySet, _name: str, value: date) -> DeputyGroupQuerySet:
        """There on a day."""
        return rows.in_force(value)

    def in_state(self, rows: DeputyGroupQuerySet, _name: str, value: str) -> DeputyGroupQuerySet:
        """Exists today, or was dissolved."""
        today = timezone.localdate()
        return rows.in_force(today) if value == _NOW else rows.filter(ends_on__lt=today)
