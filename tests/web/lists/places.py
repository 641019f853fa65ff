"""A list to test with: the areas of the district, as an app would declare it. Also the addresses of these tests."""

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from congress.access.decorators import allow, allow_signed_in
from congress.accounts.enums import Role
from congress.organs.enums import AreaKind
from congress.organs.models import Area
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, BulkAction, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from congress.web.lists.page import picked, respond


class PlaceFilter(ListFilter):
    q = SearchFilter("name", label="搜名称")
    kind = django_filters.ChoiceFilter(label="类别", choices=AreaKind.choices)
    parent = django_filters.ModelChoiceFilter(label="上级", queryset=Area.objects.filter(parent__isnull=True))
    since = SinceFilter("terms__starts_on", label="换届不早于")
    until = UntilFilter("terms__starts_on", label="换届不晚于")

    leading = ("kind", "parent")


PLACES = ListPage(
    key="test-places",
    title="区域",
    unit="个",
    # The town sees its own subtree only, so that scope can be tested.
    rows=lambda user: Area.objects.filter(
        name__startswith="甲" if user.has_role(Role.TOWN) else ""
    ).select_related("parent"),
    filterset=PlaceFilter,
    columns=(
        Column("name", "名称", order="name", fixed=True, css="", cell=lambda area: title("#", area.name)),
        Column("kind", "类别", order="kind", export="get_kind_display"),
        Column("parent", "上级", order="parent__name", export="parent.name"),
        Column("order", "排序", order="order", right=True, shown=False),
        Column("path", "编码", only_export=True),
    ),
    order="order",
    presets=(Preset("街道", "kind=subdistrict"), Preset("镇", "kind=town")),
    actions=(Action("登记区域", "organs:index", "plus", frozenset({Role.OFFICE})),),
    bulk=(BulkAction("标记", "mark", "flag", frozenset({Role.OFFICE})),),
    empty=Empty("还没有区域", "导入区划之后，这里会列出镇、街道和园区。"),
)


@allow_signed_in
def places(request: HttpRequest) -> HttpResponse:
    return respond(PLACES, request)


@allow(Role.OFFICE, Role.TOWN)
def mark(request: HttpRequest) -> HttpResponse:
    return HttpResponse("|".join(str(area) for area in picked(PLACES, request)))


urlpatterns: list[Any] = [
    path("test-places/", places, name="places"),
    path("test-places/mark/", mark, name="mark"),
    path("", include("congress.urls")),
]
handler403 = "congress.web.views.forbidden"
handler404 = "congress.web.views.not_found"
