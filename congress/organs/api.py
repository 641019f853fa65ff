"""Areas and organs as machines read them."""

from django.db.models import QuerySet

from congress.accounts.models import User
from congress.api.registry import Part, Resource, register_resource
from congress.api.serializers import MarkedSerializer, RecordSerializer
from congress.organs.models import Area, Organ, OrganName
from congress.organs.rules import READERS


class AreaSerializer(MarkedSerializer):
    """A node of the area tree."""

    class Meta:
        model = Area
        fields = ["id", "kind", "name", "parent", "order", "updated_at"]
        worded = ("kind",)


class OrganNameSerializer(RecordSerializer):
    """A name an organ bore."""

    class Meta:
        model = OrganName
        fields = ["name", "short_name", "ends_on"]


class OrganSerializer(MarkedSerializer):
    """A unit of the register with the names it bore."""

    names = OrganNameSerializer(many=True, read_only=True, help_text="曾用名，各用到哪一天")

    class Meta:
        model = Organ
        fields = [
            "id",
            "kind",
            "name",
            "short_name",
            "area",
            "parent",
            "starts_on",
            "ends_on",
            "order",
            "names",
            "updated_at",
        ]
        worded = ("kind",)


def _areas(_user: User) -> QuerySet[Area]:
    return Area.objects.all()


def _organs(_user: User) -> QuerySet[Organ]:
    return Organ.objects.prefetch_related("names")


register_resource(
    Resource(
        key="areas",
        label="区域",
        description="区、乡镇街道、村社区、网格的树。",
        model=Area,
        rows=_areas,
        serializer=AreaSerializer,
        roles=frozenset(READERS),
        order=10,
    )
)
register_resource(
    Resource(
        key="organs",
        label="单位",
        description="单位名录，带曾用名。",
        model=Organ,
        rows=_organs,
        serializer=OrganSerializer,
        roles=frozenset(READERS),
        order=11,
        parts=[Part(OrganName, "organ")],
    )
)
