"""What links, contacts and ties of groups plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_looks, register_verbs
from congress.web.registry import MenuGroup, MenuItem, Todo, register_demo, register_menu, register_todos
from deputies.duty.sources import Source, register_source
from deputies.enums import GroupKind
from deputies.links import demo, rules
from deputies.links.duties import CONTACT, VISIT, collect_contacts, collect_visits
from deputies.links.sections import of_group, of_person
from deputies.models import DeputyGroup, GroupTie, OrganQuestion, OrganVisit
from deputies.records import register_group_section, register_section

INDEX, TIES, MINE = "links:index", "links:ties", "links:mine"
#: Questions named one by one among the to-dos.
_NAMED = 3

VERBS = {
    "links:link_people": "建立联系",
    "links:link_party": "建立联系",
    "links:change_party": "修改联系对象",
    "links:end_link": "结束联系",
    "links:reveal_party": "查看姓名电话",
    "links:record_contact": "登记联系",
    "links:change_contact": "修改联系记录",
    "links:withdraw_contact": "撤回联系记录",
    "links:suggest_opinion": "意见转为代表建议",
    "links:tie_group": "定点联系",
    "links:untie_group": "结束定点联系",
    "links:record_visit": "登记联系国家机关",
    "links:ask_question": "问询",
    "links:answer_question": "答复问询",
    "links:withdraw_visit": "撤回联系国家机关",
    "links:add_chat": "登记联系群",
    "links:change_chat": "修改联系群",
    "links:add_line": "增加设置",
    "links:change_line": "修改设置",
    "links:load": "载入示例联系",
}


def todos(user: User) -> Iterator[Todo]:
    """Questions an organ has not answered; groups that are linked with no organ (at most two queries)."""
    if user.has_role(Role.UNIT):
        yield from _questions(user)
    if user.has_role(*rules.OFFICE):
        yield from _without_organ()


def _questions(user: User) -> Iterator[Todo]:
    asked = OrganVisit.objects.standing().filter(rules.answer_visit.as_q(user)).order_by().values("pk")
    rows = OrganQuestion.objects.filter(visit__in=asked, answered_on=None).select_related("visit__group")
    for row in rows.order_by("visit__on", "pk")[:_NAMED]:
        yield Todo(
            title=f"答复代表小组问询：{row.text}",
            context=str(row.visit.group),
            url=reverse("links:answer_question", args=[row.pk]),
            action="去答复",
            menu="links:visits",
        )


def _without_organ() -> Iterator[Todo]:
    today = timezone.localdate()
    tied = GroupTie.objects.in_force(today).filter(organ__isnull=False).order_by().values("group")
    groups = DeputyGroup.objects.in_force(today).filter(kind=GroupKind.TERRITORIAL)
    missing = groups.exclude(pk__in=tied).count()
    if missing:
        yield Todo(
            title=f"{missing} 个代表小组还没有定点联系国家机关",
            context="每个小组至少联系一个",
            url=reverse(TIES),
            action="去安排",
            menu=TIES,
        )


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "双联三联", INDEX, "link", rules.READERS, order=36),
        MenuItem(MenuGroup.DUTY, "我的联系", MINE, "link", rules.DEPUTIES, order=36),
        MenuItem(
            MenuGroup.DUTY,
            "小组联系单位和村",
            TIES,
            "building-community",
            rules.GROUP_READERS,
            order=2,
            under=INDEX,
        ),
        MenuItem(
            MenuGroup.DUTY,
            "联系国家机关",
            "links:visits",
            "building-bank",
            rules.VISIT_LISTERS,
            order=3,
            under=INDEX,
        ),
        MenuItem(
            MenuGroup.DUTY,
            "代表联系群",
            "links:chats",
            "message-circle",
            rules.READERS,
            order=4,
            under=INDEX,
        ),
    )
    register_todos(todos)
    register_section(of_person)
    register_group_section(of_group)
    register_source(
        Source(CONTACT, "双联三联", lambda pk: reverse("links:contact", args=[pk]), collect_contacts)
    )
    register_source(
        Source(VISIT, "联系国家机关", lambda pk: reverse("links:visit", args=[pk]), collect_visits)
    )
    register_verbs(VERBS)
    register_looks("links:reveal_party")
    register_facts(
        "deputies",
        {
            "people": "人数",
            "changed": "改了",
            "opinion": "意见",
            "channel": "联系方式",
            "organ": "国家机关",
        },
    )
    register_demo(31, "双联三联", demo.load)
