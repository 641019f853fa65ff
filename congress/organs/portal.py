"""What this room plugs into the portal."""

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.organs import demo
from congress.organs.filters import OrganFilter
from congress.organs.models import Organ
from congress.organs.rules import KEEPERS, READERS
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_demo,
    register_menu,
    register_search,
)


def _find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    found = OrganFilter({"q": text}, queryset=Organ.objects.select_related("area").order_by("order", "id")).qs
    for organ in found[:limit]:
        context = f"{organ.get_kind_display()}　{organ.name}" + ("　已撤销" if organ.is_over else "")
        yield SearchHit(organ.short_name, context, reverse("organs:detail", args=[organ.pk]))


register_menu(
    MenuItem(MenuGroup.SYSTEM, "机构名录", "organs:index", "building", frozenset(KEEPERS), order=20),
    MenuItem(MenuGroup.SYSTEM, "区划选区", "organs:areas", "map-2", frozenset(KEEPERS), order=30),
    MenuItem(MenuGroup.SYSTEM, "届次会议", "organs:terms", "calendar-stats", frozenset(KEEPERS), order=40),
)
register_verbs(
    {
        "organs:create": "登记单位",
        "organs:edit": "修改单位资料",
        "organs:rename": "改名",
        "organs:correct_name": "更正名称",
        "organs:add_past_name": "补记曾用名",
        "organs:close": "登记撤销",
        "organs:reopen": "取消撤销",
        "organs:create_area": "增加区域",
        "organs:edit_area": "修改区域",
        "organs:import_outlines": "导入区划边界",
        "organs:create_constituency": "增加选区",
        "organs:edit_constituency": "修改选区",
        "organs:create_term": "增加一届",
        "organs:edit_term": "修改届次",
        "organs:create_session": "增加会议",
        "organs:edit_session": "修改会议",
    }
)
register_facts("organs", {"towns": "乡镇街道", "source": "来源"})
register_search(SearchProvider("单位", 60, _find, frozenset(READERS), "organs:index"))
register_demo(10, "区划与机构", demo.load)
