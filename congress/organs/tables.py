"""The organ register and the constituencies as lists."""

from django.db.models import QuerySet

from congress.accounts.models import User
from congress.organs.filters import ConstituencyFilter, OrganFilter
from congress.organs.models import Constituency, Organ
from congress.organs.rules import KEEPERS
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _past_names(organ: Organ) -> str:
    return "、".join(past.name for past in organ.names.all())


def _organs(user: User) -> QuerySet[Organ]:
    return Organ.objects.select_related("area", "parent").prefetch_related("names")


ORGANS = ListPage(
    key="organs",
    title="机构名录",
    unit="个",
    rows=_organs,
    filterset=OrganFilter,
    columns=(
        Column("order", "排序", order="order", shown=False, right=True),
        Column("name", "单位", order="name", fixed=True),
        Column("short_name", "简称", only_export=True),
        Column("past_names", "曾用名", export=_past_names, only_export=True),
        Column("kind", "类别", order="kind", export="get_kind_display"),
        Column("area", "区域", order="area__order", export="area.name"),
        Column("parent", "上级单位", export="parent.short_name"),
        Column("starts_on", "成立", order="starts_on", shown=False),
        Column("state", "状态", order="ends_on", export=lambda organ: "已撤销" if organ.is_over else "现有"),
        Column("ends_on", "撤销日期", only_export=True),
    ),
    order="order",
    row="organs/_row.html",
    empty=Empty("没有符合条件的单位", "换个名称、类别再找，曾用名也能找到；名录里没有的可以登记。"),
    presets=(Preset("现有", "state=open"), Preset("已撤销", "state=closed")),
    actions=(
        Action(
            "导入", "documents:import_start", "upload", frozenset(KEEPERS), primary=False, args=("organs",)
        ),
        Action("登记单位", "organs:create", "plus", frozenset(KEEPERS)),
    ),
)

CONSTITUENCIES = ListPage(
    key="constituencies",
    title="选区",
    unit="个",
    rows=lambda user: Constituency.objects.select_related("area"),
    filterset=ConstituencyFilter,
    columns=(
        Column("number", "序号", order="number", right=True),
        Column("name", "名称", order="name", fixed=True),
        Column("level", "层级", order="level", export="get_level_display"),
        Column("area", "所在区域", order="area__order", export="area.name"),
        Column("seats", "应选名额", order="seats", right=True),
    ),
    order="number",
    row="organs/_constituency_row.html",
    empty=Empty("没有符合条件的选区", "换个名称、层级再找；还没有登记的可以增加。"),
    actions=(
        Action("区划", "organs:areas", "sitemap", frozenset(KEEPERS), primary=False),
        Action("增加选区", "organs:create_constituency", "plus", frozenset(KEEPERS)),
    ),
)
