"""People, deputyships, groups and duties as machines read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from congress.accounts.models import User
from congress.api.registry import Narrow, Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, RecordSerializer, number, word
from deputies import rules
from deputies.duty import rules as duty_rules
from deputies.models import (
    DeputyGroup,
    Deputyship,
    DutyRecord,
    GroupMembership,
    GroupPost,
    Person,
    Post,
)

#: What of a person only those read who see the private facts on the page.
_PRIVATE = ("birth_date", "education", "phone")


class PostSerializer(RecordSerializer):
    """A post with its dates."""

    class Meta:
        model = Post
        fields = ["title", "context", "organ", "starts_on", "ends_on", "order"]
        worded = ("context",)


class PersonSerializer(MarkedSerializer):
    """A person; what is private is null for whoever may not see it."""

    birth_date = serializers.DateField(
        read_only=True, allow_null=True, help_text="出生年月；看不到个人信息的为空"
    )
    education = serializers.CharField(read_only=True, allow_null=True, help_text="学历；看不到个人信息的为空")
    phone = serializers.CharField(read_only=True, allow_null=True, help_text="电话；看不到个人信息的为空")
    posts = PostSerializer(many=True, read_only=True, help_text="职务，按日期判断现任")

    class Meta:
        model = Person
        fields = [
            "id",
            "name",
            "sex",
            "ethnicity",
            "party",
            "standing",
            "organisation",
            "occupation",
            "identity",
            "trade",
            *_PRIVATE,
            "posts",
            "updated_at",
        ]
        worded = ("sex", "party", "standing", "identity")


class MembershipSerializer(RecordSerializer):
    """A seat in a group with its dates."""

    class Meta:
        model = GroupMembership
        fields = ["group", "is_main", "starts_on", "ends_on"]


class DeputyshipSerializer(MarkedSerializer):
    """A deputyship with its groups."""

    name = word("person.name", "姓名")
    term_label = serializers.CharField(read_only=True, help_text="第几届")
    constituency_name = word("constituency.name", "选区名称；没有时为空", default=None, allow_null=True)
    memberships = MembershipSerializer(many=True, read_only=True, help_text="编入的小组，按日期判断现在的")

    class Meta:
        model = Deputyship
        fields = [
            "id",
            "person",
            "name",
            "level",
            "term",
            "term_label",
            "constituency",
            "constituency_name",
            "delegation",
            "starts_on",
            "ends_on",
            "how_began",
            "how_ended",
            "memberships",
            "updated_at",
        ]
        worded = ("level", "how_began", "how_ended")


class GroupPostSerializer(RecordSerializer):
    """Who leads a group."""

    name = word("person.name", "姓名")

    class Meta:
        model = GroupPost
        fields = ["person", "name", "kind", "starts_on", "ends_on"]
        worded = ("kind",)


class GroupSerializer(MarkedSerializer):
    """A group of deputies."""

    label = serializers.CharField(read_only=True, help_text="小组名称，没有名称的写编号")  # type: ignore[assignment] # declared fields leave the class
    levels = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="哪些层级的代表可以编入"
    )
    posts = GroupPostSerializer(many=True, read_only=True, help_text="组长、副组长、联络员")

    class Meta:
        model = DeputyGroup
        fields = [
            "id",
            "term",
            "kind",
            "number",
            "label",
            "levels",
            "area",
            "activity_room",
            "starts_on",
            "ends_on",
            "posts",
            "updated_at",
        ]
        worded = ("kind",)


class DutySerializer(MarkedSerializer):
    """One duty in the register; the account a deputy wrote stays in the portal."""

    person = number("deputyship.person_id", "人员，编号")
    name = word("deputyship.person.name", "姓名")
    kind = word("kind.name", "履职事项")
    kind_code = word("kind.code", "履职事项代码；自定的为空", allow_null=True)
    year = serializers.IntegerField(read_only=True, help_text="计入哪一年的登记册")
    in_session = serializers.BooleanField(read_only=True, help_text="是否会议期间")
    source = serializers.CharField(read_only=True, help_text="由哪类记录自动计入；declared 为代表自报")  # type: ignore[assignment] # declared fields leave the class

    class Meta:
        model = DutyRecord
        fields = [
            "id",
            "deputyship",
            "person",
            "name",
            "kind",
            "kind_code",
            "day",
            "year",
            "in_session",
            "title",
            "place",
            "hours",
            "source",
            "state",
            "confirmed_at",
            "recorded_at",
            "updated_at",
        ]
        worded = ("state",)


def _people(user: User) -> QuerySet[Person]:
    return Person.objects.visible_to(user).prefetch_related("posts")


def _without_private(user: User, people: Sequence[Any]) -> None:
    """Take from people what the reader would not see on their page (one query)."""
    keys = [person.pk for person in people]
    seen = set(
        Person.objects.filter(rules.see_private.as_q(user), pk__in=keys)
        .order_by()
        .values_list("pk", flat=True)
    )
    for person in people:
        if person.pk not in seen:
            for name in _PRIVATE:
                setattr(person, name, None)


def _deputyships(user: User) -> QuerySet[Deputyship]:
    return (
        Deputyship.objects.visible_to(user)
        .select_related("person", "term", "constituency")
        .prefetch_related("memberships")
    )


def _groups(user: User) -> QuerySet[DeputyGroup]:
    return DeputyGroup.objects.visible_to(user).prefetch_related("posts__person")


def _duties(user: User) -> QuerySet[DutyRecord]:
    return DutyRecord.objects.visible_to(user).select_related("deputyship__person", "kind")


def _year() -> Narrow:
    return Narrow(
        serializers.IntegerField(required=False, min_value=1950, max_value=2200, help_text="哪一年"), "year"
    )


register_resource(
    Resource(
        key="people",
        label="人员",
        description="人员和职务。电话、出生年月、学历只给看得到个人信息的角色。",
        model=Person,
        rows=_people,
        serializer=PersonSerializer,
        roles=rules.ROSTER_READERS,
        order=20,
        parts=[Part(Post, "person")],
        prepare=_without_private,
    )
)
register_resource(
    Resource(
        key="deputyships",
        label="代表资格",
        description="谁在哪一届是哪一级的代表，从哪天到哪天，编在哪个小组。",
        model=Deputyship,
        rows=_deputyships,
        serializer=DeputyshipSerializer,
        roles=rules.ROSTER_READERS,
        order=21,
        parts=[Part(GroupMembership, "deputyship")],
    )
)
register_resource(
    Resource(
        key="groups",
        label="代表小组",
        description="代表小组和小组职务。",
        model=DeputyGroup,
        rows=_groups,
        serializer=GroupSerializer,
        roles=rules.ROSTER_READERS,
        order=22,
        parts=[Part(GroupPost, "group")],
    )
)
register_resource(
    Resource(
        key="duties",
        label="履职记录",
        description="履职登记册里的记录，带状态：待确认、已确认、已计入等。",
        model=DutyRecord,
        rows=_duties,
        serializer=DutySerializer,
        roles=duty_rules.READERS,
        order=23,
        narrow={"year": _year()},
    )
)
