"""What the calendar plugs into the portal."""

from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.audit.verbs import register_verbs
from congress.web.registry import (
    MenuGroup,
    MenuItem,
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_demo,
    register_menu,
    register_settings,
    register_setup_step,
)
from congress.workdays import calendar, demo


def _this_year() -> str:
    today = timezone.localdate()
    known = calendar.current().is_known(today.replace(month=12, day=31))
    return f"{today.year}年的放假、调休" if known else ""


register_menu(
    MenuItem(
        MenuGroup.SYSTEM,
        "工作日历",
        "workdays:index",
        "calendar",
        roles=frozenset({Role.ADMIN, Role.OFFICE}),
        order=60,
    )
)
register_verbs(
    {
        "workdays:correct": "修正工作日",
        "workdays:withdraw": "撤回工作日修正",
        "workdays:complete": "录全放假安排",
    }
)
register_demo(25, "工作日历", demo.load)
register_settings(
    SettingsPage(
        SettingsGroup.DISTRICT,
        "放假和调休",
        "哪些天上班、哪些天休息；办理期限、通知时间都按它算。",
        "workdays:index",
        frozenset({Role.ADMIN, Role.OFFICE}),
        order=60,
    )
)
register_setup_step(
    SetupStep(
        "workdays",
        40,
        "今年的放假安排",
        "期限按工作日算，放假、调休要和国务院办公厅的通知一致。",
        "今年的放假通知；平台已经知道的年份不用录。",
        lambda: reverse("workdays:index"),
        _this_year,
        frozenset({Role.ADMIN, Role.OFFICE}),
        "workdays:index",
    )
)
