"""What this room plugs into the portal."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.jobs.kinds import register_kinds
from congress.operating import demo
from congress.operating.lines import bad_ones
from congress.operating.rules import KEEPERS
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SettingsGroup,
    SettingsPage,
    Todo,
    register_demo,
    register_menu,
    register_settings,
    register_todos,
)

INDEX = "operating:index"


def todos(user: User) -> Iterator[Todo]:
    """What is wrong with the portal, for who looks after it (looked at once a minute)."""
    if not user.has_role(*KEEPERS):
        return
    for line in bad_ones():
        yield Todo(f"{line.label}：{line.words}", line.todo, line.url or reverse(INDEX), "去看", menu=INDEX)


register_menu(
    MenuItem(MenuGroup.SYSTEM, "运行情况", INDEX, "heartbeat", KEEPERS, order=75, namespaces=("operating",)),
    MenuItem(MenuGroup.SYSTEM, "备份", "operating:backups", "database", KEEPERS, order=76, under=INDEX),
)
register_settings(
    SettingsPage(
        SettingsGroup.RUNNING,
        "备份和提醒的规定",
        "每晚几点备份、留几份；多久没有备份、磁盘剩多少就提醒。",
        "operating:policy",
        KEEPERS,
        order=80,
    ),
    SettingsPage(
        SettingsGroup.RUNNING,
        "备份",
        "现在就备份一次，下载、核对、恢复。",
        "operating:backups",
        KEEPERS,
        order=81,
    ),
)
register_todos(todos)
register_kinds(
    {
        "operating.back_up": "备份",
        "operating.check_backup": "核对备份",
        "operating.rehearse": "试恢复",
        "operating.verify_audit": "核对操作记录",
    }
)
register_verbs(
    {
        "operating:set_policy": "改备份和提醒的规定",
        "operating:download": "下载备份",
        "operating:remove": "删除备份",
        "operating:ask_restore": "要求用备份恢复",
        "operating:restore": "用备份恢复了数据",
        "operating:restore_failed": "恢复没有做成，换回原来的数据",
    }
)
register_facts(
    "operating",
    {
        "reason": "原因",
        "size": "字节数",
        "backup": "用哪份备份",
        "by": "谁要求的",
        "before": "恢复以前的数据备份在",
    },
)
register_demo(97, "运行情况", demo.load)
