"""The log of activities as machines read it."""

from __future__ import annotations

from django.db.models import QuerySet
from rest_framework import serializers

from activities import rules
from activities.models import Activity, ActivityUnit, Participation
from congress.accounts.models import User
from congress.api.registry import Narrow, Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, RecordSerializer, word
from deputies.models import DeputyGroup


class ParticipantSerializer(RecordSerializer):
    """Somebody who took part, with the title of that day."""

    name = word("person.name", "姓名")

    class Meta:
        model = Participation
        fields = ["person", "name", "title_as_written", "manner"]


class UnitSerializer(RecordSerializer):
    """A unit that took part."""

    class Meta:
        model = ActivityUnit
        fields = ["organ", "name_as_written", "manner"]


class ActivitySerializer(MarkedSerializer):
    """One thing that happened."""

    kind = word("kind.name", "类别")
    kind_code = word("kind.code", "类别代码")
    kind_group = word("kind.group", "类别所属的大类")
    participations = ParticipantSerializer(many=True, read_only=True, help_text="参加人，按登记的顺序")
    units = UnitSerializer(many=True, read_only=True, help_text="参加单位")
    deputy_groups = serializers.PrimaryKeyRelatedField[DeputyGroup](
        many=True, read_only=True, help_text="开展小组，编号"
    )

    class Meta:
        model = Activity
        fields = [
            "id",
            "start_on",
            "end_on",
            "half_day",
            "kind",
            "kind_code",
            "kind_group",
            "headline",
            "topic",
            "organiser",
            "place",
            "text",
            "area",
            "state",
            "withdrawn_reason",
            "participations",
            "units",
            "deputy_groups",
            "updated_at",
        ]
        worded = ("half_day", "state")


def _activities(user: User) -> QuerySet[Activity]:
    return (
        Activity.objects.visible_to(user)
        .select_related("kind")
        .prefetch_related("participations__person", "units", "deputy_groups")
        .defer("search_text")
    )


register_resource(
    Resource(
        key="activities",
        label="活动",
        description="活动登记。撤回的也在，状态写明。",
        model=Activity,
        rows=_activities,
        serializer=ActivitySerializer,
        roles=rules.READERS,
        order=30,
        narrow={
            "since": Narrow(
                serializers.DateField(required=False, help_text="这一天起（含）开始的"), "start_on__gte"
            ),
            "until": Narrow(
                serializers.DateField(required=False, help_text="到这一天（含）开始的"), "start_on__lte"
            ),
        },
        parts=[
            Part(Participation, "activity"),
            Part(ActivityUnit, "activity"),
            Part(Activity.deputy_groups.through, "activity"),
        ],
    )
)
