"""The organ register and the constituencies as lists."""

from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.organs.filters import ConstituencyFilter, OrganFilter
from congress.organs.models import Constituency, Organ
from congress.organs.rules import KEEPERS
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.escaping import html
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset


def _past_names(organ: Organ) -> str:
    return "、".join(past.name for past in organ.names.all())


def _name(organ: Organ) -> SafeString:
    past = _past_names(organ)
    below = f"{organ.short_name}　曾用名：{past}" if past else organ.short_name
    return title(record_url("organs:detail", organ.pk), organ.name, below=below)


def _began(organ: Organ) -> str:
    return dates.full_day(organ.starts_on) if organ.starts_on else ""


def _state(organ: Organ) -> str:
    return "已撤销" if organ.is_over else "现有"


def _state_mark(organ: Organ) -> str:
    return marks.state("stop", _state(organ)) if organ.is_over else _state(organ)


def _constituency(row: Any) -> SafeString:
    """Its page is its form, for those who keep the register."""
    if not row.is_kept:
        return html('<span class="rd-title">{}</span>', row.name)
    return title(record_url("organs:edit_constituency", row.pk), row.name)


def _constituencies(user: User) -> QuerySet[Constituency]:
    kept = Value(user.has_role(*KEEPERS), output_field=BooleanField())
    return Constituency.objects.select_related("area").annotate(is_kept=kept)


def _organs(user: User) -> QuerySet[Organ]:
    return Organ.objects.select_related("area", "parent").prefetch_related("names")


ORGANS = ListPage(
    key="organs",
    title="机构名录",
    unit="个",
    rows=_organs,
    filterset=OrganFilter,
    columns=(
        Column("order", "排序", order="order", shown=False, right=True, css="rd-num is-inline"),
        Column("name", "单位", order="name", fixed=True, css="", cell=_name),
        Column("short_name", "简称", only_export=True),
        Column("past_names", "曾用名", export=_past_names, only_export=True),
        Column("kind", "类别", order="kind", export="get_kind_display"),
        Column("area", "区域", order="area__order", export="area.name"),
        Column("parent", "上级单位", export="parent.short_name"),
        Column("starts_on", "成立", order="starts_on", shown=False, css="rd-num is-inline", cell=_began),
        Column("state", "状态", order="ends_on", export=_state, cell=_state_mark),
        Column("ends_on", "撤销日期", only_export=True),
    ),
    order="order",
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
    rows=_constituencies,
    filterset=ConstituencyFilter,
    columns=(
        Column("number", "序号", order="number", right=True, css="rd-num is-inline"),
        Column("name", "名称", order="name", fixed=True, css="", cell=_constituency),
        Column("level", "层级", order="level", export="get_level_display"),
        Column("area", "所在区域", order="area__order", export="area.name"),
        Column("seats", "应选名额", order="seats", right=True, css="rd-num is-inline"),
    ),
    order="number",
    empty=Empty("没有符合条件的选区", "换个名称、层级再找；还没有登记的可以增加。"),
    actions=(
        Action("区划", "organs:areas", "sitemap", frozenset(KEEPERS), primary=False),
        Action("增加选区", "organs:create_constituency", "plus", frozenset(KEEPERS)),
    ),
)
