"""What convocations, the door and the groups' plans plug into the portal; ``activities/portal.py`` calls it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from activities.convocations import demo, rules
from activities.convocations.enums import Answer, ConvocationState
from activities.convocations.overview import planned
from activities.convocations.tables import CONVOCATIONS
from activities.convocations.todos import todos
from activities.models import Callee, Convocation
from activities.plans import rules as plan_rules
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.dashboard.panels import register_planned
from congress.search.index import Searched, search_q
from congress.web import dates
from congress.web.registry import (
    Coming,
    HomeAction,
    MenuGroup,
    MenuItem,
    SearchHit,
    SearchProvider,
    register_actions,
    register_coming,
    register_demo,
    register_menu,
    register_search,
    register_todos,
)

#: Who is called is a deputy, and so may be the leader of a group or of the standing committee.
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER, Role.LEADER})


#: What a hit tells of a convocation.
_SHOWN = "title", "start_on", "place", "state"


def find_convocations(user: User, text: str, limit: int) -> Iterator[SearchHit]:
    """Convocations by title, place, organiser."""
    for row in Convocation.objects.visible_to(user).filter(search_q(text)).only(*_SHOWN)[:limit]:
        context = f"{dates.day(row.start_on)}　{row.place}　{row.get_state_display()}"
        yield SearchHit(row.title, context, reverse("convocations:detail", args=[row.pk]))


def coming(user: User) -> Iterator[Coming]:
    """The next convocation this deputy did not ask leave from (1 query)."""
    now = timezone.localtime()
    rows = Callee.objects.of(user).filter(
        convocation__state=ConvocationState.SENT, convocation__start_on__gte=now.date()
    )
    rows = rows.exclude(answer=Answer.LEAVE).select_related("convocation")
    for copy in rows.order_by("convocation__start_on", "convocation__begins_at", "pk"):
        row = copy.convocation
        if row.starts > now:
            told = copy.get_answer_display() if copy.answer else "还没有回复能否参加"
            yield Coming(
                row.title,
                row.start_on,
                row.begins_at,
                row.place,
                reverse("convocations:reply", args=[row.pk]),
                told,
            )
            return


def plug_in() -> None:
    """Register everything; called once, at start-up."""
    register_planned(planned)
    register_menu(
        MenuItem(
            MenuGroup.COLLECT,
            CONVOCATIONS.title,
            "convocations:index",
            "send",
            rules.READERS,
            order=12,
            namespaces=("convocations", "attendance"),
        ),
        MenuItem(MenuGroup.DUTY, "我的活动", "convocations:mine", "calendar-event", DEPUTIES, order=5),
        MenuItem(
            MenuGroup.DUTY, "小组年度计划", "plans:index", "calendar-stats", plan_rules.READERS, order=30
        ),
    )
    register_search(
        SearchProvider(
            "召集通知",
            15,
            find_convocations,
            rules.READERS,
            "convocations:index",
            tables=(Searched(Convocation),),
        )
    )
    register_todos(todos)
    register_coming(coming)
    register_actions(
        HomeAction("我的签到码", "attendance:my_code", "qrcode", frozenset({Role.DEPUTY}), order=40)
    )
    register_verbs(
        {
            "convocations:create": "拟写召集通知",
            "convocations:change": "修改召集通知",
            "convocations:add_callees": "召集代表",
            "convocations:release": "不再召集",
            "convocations:send": "发出通知",
            "convocations:remind": "催回复",
            "convocations:reply": "回复",
            "convocations:cancel": "取消",
            "convocations:hold": "开始签到",
            "attendance:unmark": "撤销签到",
            "plans:create": "新建年度计划",
            "plans:add_item": "列入计划",
            "plans:change_item": "修改计划项目",
            "plans:link_activity": "关联活动",
            "plans:postpone_item": "延期",
            "plans:drop_item": "划去",
        }
    )
    register_facts(
        "convocations",
        {"callees": "代表", "called": "召集人数", "reminded": "催了几人", "deputy": "代表", "files": "附件"},
    )
    register_facts("attendance", {"deputy": "代表"})
    register_facts("plans", {"group": "代表小组"})
    register_demo(45, "召集通知、年度计划", demo.load)
