"""Stations and matters as machines read them. Nothing a citizen said or is called ever leaves through here (R316)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.api.registry import Narrow, Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, word
from liaison_stations import rules
from liaison_stations.models import Matter, PublicMatter, Station
from liaison_stations.models.stations import StationQuerySet


class StationSerializer(MarkedSerializer):
    """A station or point."""

    kind = word("kind.name", "类型")

    class Meta:
        model = Station
        fields = [
            "id",
            "name",
            "kind",
            "parent",
            "area",
            "place_kind",
            "address",
            "latitude",
            "longitude",
            "opening_hours",
            "phone",
            "theme",
            "introduction",
            "is_model",
            "is_online",
            "opened_on",
            "closed_on",
            "updated_at",
        ]
        worded = ("place_kind",)


class ReleasedSerializer(serializers.Serializer[PublicMatter]):
    """What the station released of a matter, checked before."""

    title = serializers.CharField(help_text="事项")
    account = serializers.CharField(help_text="情况")
    answer = serializers.CharField(help_text="办理结果")
    released_at = serializers.DateTimeField(help_text="公开时间")


class MatterSerializer(MarkedSerializer):
    """The way of a matter, without words that might name somebody."""

    station_name = word("station.name", "联络站名称")
    category = word("category.name", "类别；没有时为空", default=None, allow_null=True)
    organ_name = word("organ.name", "承办单位名称；没有时为空", default=None, allow_null=True)
    released = serializers.SerializerMethodField(help_text="站点公开的内容；没有公开或已撤下时为空")

    class Meta:
        model = Matter
        fields = [
            "id",
            "station",
            "station_name",
            "heard_by",
            "origin",
            "category",
            "state",
            "destination",
            "organ",
            "organ_name",
            "due_on",
            "refusal",
            "outcome",
            "received_at",
            "decided_at",
            "answered_at",
            "told_at",
            "closed_at",
            "rating",
            "deed_rating",
            "released",
            "updated_at",
        ]
        worded = ("origin", "state", "destination", "refusal", "outcome", "rating", "deed_rating")

    @extend_schema_field(ReleasedSerializer(allow_null=True))
    def get_released(self, matter: Matter) -> dict[str, Any] | None:
        """The checked texts alone."""
        return dict(ReleasedSerializer(matter.publication).data) if matter.is_public else None


def _stations(user: User) -> StationQuerySet:
    return Station.objects.visible_to(user).select_related("kind")


def _matters(user: User) -> QuerySet[Matter]:
    texts = ("title", "account", "original", "wish", "answer", "search_text", "rating_words", "deed_words")
    related = ("station", "category", "organ", "publication")
    return Matter.objects.visible_to(user).select_related(*related).defer(*texts)


register_resource(
    Resource(
        key="stations",
        label="联络站",
        description="联络站、联络点的名录。",
        model=Station,
        rows=_stations,
        serializer=StationSerializer,
        roles=rules.READERS,
        order=40,
    )
)
register_resource(
    Resource(
        key="matters",
        label="群众事项",
        description="群众事项的办理经过，不含群众姓名、电话和原话；公开的事项带公开的文字。",
        model=Matter,
        rows=_matters,
        serializer=MatterSerializer,
        roles=rules.MATTER_READERS | {Role.DEPUTY, Role.GROUP_LEADER},
        order=41,
        narrow={
            "station": Narrow(
                serializers.IntegerField(
                    required=False, min_value=1, max_value=2**31, help_text="联络站，编号"
                ),
                "station_id",
            )
        },
        parts=[Part(PublicMatter, "matter")],
    )
)
