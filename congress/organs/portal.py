"""What this room plugs into the portal."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.organs import demo, quality
from congress.organs.enums import CongressLevel
from congress.organs.filters import OrganFilter
from congress.organs.models import Organ, OrganName, Session, Term
from congress.organs.rules import KEEPERS, READERS
from congress.search.index import Searched
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_demo,
    register_menu,
    register_search,
    register_settings,
    register_setup_step,
)


def _find(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    rows = Organ.objects.only("kind", "name", "short_name", "ends_on").order_by("order", "id")
    for organ in OrganFilter({"q": text}, queryset=rows).qs[:limit]:
        context = f"{organ.get_kind_display()}　{organ.name}" + ("　已撤销" if organ.is_over else "")
        yield SearchHit(organ.short_name, context, reverse("organs:detail", args=[organ.pk]))


def _terms() -> str:
    terms = Term.objects.filter(level=CongressLevel.DISTRICT).count()
    sessions = Session.objects.filter(term__level=CongressLevel.DISTRICT).count()
    return f"{terms} 届，{sessions} 次会议" if terms else ""


def _terms_url() -> str:
    return reverse("organs:terms" if Term.objects.exists() else "organs:create_term")


def _organs() -> str:
    organs = Organ.objects.active(timezone.localdate()).count()
    return f"{organs:,} 个单位" if organs else ""


quality.plug_in()
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
_NAMES = ("name", "short_name")
register_search(
    SearchProvider(
        "单位",
        60,
        _find,
        frozenset(READERS),
        "organs:index",
        tables=(Searched(Organ, _NAMES), Searched(OrganName, _NAMES)),
        by_letters=True,
    )
)
register_demo(10, "区划与机构", demo.load)
register_settings(
    SettingsPage(
        SettingsGroup.DISTRICT,
        "区划和选区",
        "有哪些乡镇、街道、村、社区和选区，选区应选几名代表。",
        "organs:areas",
        frozenset(KEEPERS),
        order=20,
    ),
    SettingsPage(
        SettingsGroup.DISTRICT,
        "地图边界",
        "总览地图上各乡镇、街道的边界，从制图软件导入。",
        "organs:import_outlines",
        frozenset(KEEPERS),
        order=30,
    ),
    SettingsPage(
        SettingsGroup.DISTRICT,
        "届次和会议",
        "本届从哪一天到哪一天，开过哪几次会议。",
        "organs:terms",
        frozenset(KEEPERS),
        order=40,
    ),
    SettingsPage(
        SettingsGroup.DISTRICT,
        "机构名录",
        "常委会各委室、承办单位和乡镇街道，改名、撤销也在这里。",
        "organs:index",
        frozenset(KEEPERS),
        order=50,
    ),
)
register_setup_step(
    SetupStep(
        "terms",
        30,
        "本届和会议",
        "代表资格、建议编号、统计都按届算。",
        "本级人大第几届，从哪一天开始；本届开过的会议可以以后补。",
        _terms_url,
        _terms,
        frozenset(KEEPERS),
        "organs:terms",
    ),
    SetupStep(
        "organs",
        50,
        "机构名录",
        "办理建议的单位、委室都从名录里选，改名以后旧记录还写旧名。",
        "一张单位名单的表格：全称、简称、类别；也可以到“机构名录”里一个一个登记。",
        lambda: reverse("documents:import_start", args=["organs"]),
        _organs,
        frozenset(KEEPERS),
        "organs:index",
    ),
)
