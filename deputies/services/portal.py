"""What services for deputies plug into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    PhoneLine,
    PhoneList,
    Todo,
    register_demo,
    register_menu,
    register_phone_list,
    register_todos,
)
from deputies.models import Certificate, StipendList
from deputies.operations import certificates, funds, stipends, subscriptions
from deputies.rules import WRITERS
from deputies.services import demo, rules
from deputies.services.enums import StipendState
from deputies.services.queries import own_lines
from deputies.services.showing import yuan

INDEX = "deputy_services:index"
#: Paid quarters on the home page of the phone.
_ON_PHONE = 2


def todos(user: User) -> Iterator[Todo]:
    """Lists that wait for another's review, and certificates of former deputies that are still out."""
    if not user.has_role(*WRITERS):
        return
    for row in StipendList.objects.filter(state=StipendState.DRAWN).exclude(drawn_by=user)[:_ON_PHONE]:
        yield Todo(
            title=f"审核{row}",
            context="编制的人不能自己审核",
            url=reverse("deputy_services:stipend_list", args=[row.pk]),
            action="去审核",
            menu=INDEX,
        )
    if out := Certificate.objects.to_be_returned(timezone.localdate()).count():
        yield Todo(
            title=f"收回代表证：{out:,} 本",
            context="持证人已离任，代表证已失效",
            url=f"{reverse('deputy_services:certificates')}?state=out",
            action="去登记",
            menu=INDEX,
        )


def own_list(user: User) -> PhoneList | None:
    """What a deputy was paid and has not signed for; nothing otherwise (at most 2 queries)."""
    if not user.has_role(*rules.OWNERS):
        return None
    rows = own_lines(user).filter(signed_at__isnull=True, amount__gt=0)
    lines = [
        PhoneLine(str(row.paid_list), f"{yuan(row.amount)}，等您签收", reverse("deputy_services:mine"))
        for row in rows[: _ON_PHONE + 1]
    ]
    if not lines:
        return None
    total = len(lines) if len(lines) <= _ON_PHONE else rows.count()
    return PhoneList("履职补贴", total, "笔", reverse("deputy_services:mine"), lines[:_ON_PHONE])


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_menu(
        MenuItem(MenuGroup.DUTY, "代表服务", INDEX, "briefcase", rules.READERS, order=46),
        MenuItem(
            MenuGroup.DUTY,
            "代表证和补贴",
            "deputy_services:mine",
            "wallet",
            rules.OWNERS,
            order=46,
            only=_not_desk,
        ),
    )
    register_todos(todos)
    register_phone_list(own_list)
    register_verbs(certificates.VERBS | stipends.VERBS | subscriptions.VERBS | funds.VERBS)
    register_verbs(
        {
            "deputy_services:add_line": "增加标准、刊物",
            "deputy_services:change_line": "修改标准、刊物",
            "deputy_services:load": "载入示例代表服务",
        }
    )
    facts = {
        "holder": "代表",
        "from": "起始号",
        "to": "末号",
        "count": "份数",
        "total": "合计",
        "on": "日期",
    }
    register_facts("deputy_services", facts)
    register_demo(35, "代表服务", demo.load)


def _not_desk(user: User) -> bool:
    """Whoever keeps the services finds their own page from there."""
    return not user.has_role(*rules.READERS)
