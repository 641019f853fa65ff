"""What this room plugs into the portal: the page of settings, the set-up, its first steps."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import NoReverseMatch, reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.verbs import register_facts, register_verbs
from congress.district import demo, rules
from congress.district.queries import profile
from congress.district.setup_guide import todo
from congress.organs.models import Area
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
    register_todos,
)


def _towns() -> str:
    towns = Area.objects.towns().count()
    below = Area.objects.filter(parent__in=Area.objects.towns()).count() if towns else 0
    return f"{towns} 个乡镇、街道、园区，{below:,} 个村、社区" if towns else ""


def _colleagues() -> str:
    others = User.objects.filter(is_active=True).count() - 1
    return f"除您以外 {others:,} 个帐号" if others > 0 else ""


def _accounts_url() -> str:
    """Many at once where that is possible."""
    try:
        return reverse("accounts:import")
    except NoReverseMatch:
        return reverse("accounts:create")


def _to(name: str, asked: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + asked


register_menu(
    MenuItem(MenuGroup.SYSTEM, "设置", "district:settings", "settings", frozenset(rules.SETTERS), order=5),
    MenuItem(
        MenuGroup.SYSTEM,
        "开通平台",
        "district:setup",
        "flag",
        frozenset(rules.STARTERS),
        order=6,
        under="district:settings",
    ),
)
register_todos(todo)
register_settings(
    SettingsPage(
        SettingsGroup.DISTRICT,
        "本区名称和联系方式",
        "区县、常委会、办公室怎样称呼，平台叫什么，登录有问题找谁，文件上印的地址和电话。",
        "district:change_profile",
        frozenset(rules.PROFILE_KEEPERS),
        order=10,
        value=lambda: profile().portal,
    ),
    SettingsPage(
        SettingsGroup.DISTRICT,
        "开通平台",
        "新平台从空的开始，一步一步填上名称、区划、届次、单位、帐号和名册。",
        "district:setup",
        frozenset(rules.STARTERS),
        order=90,
        value=lambda: "已办好" if profile().is_set_up else "",
    ),
    SettingsPage(
        SettingsGroup.PEOPLE,
        "帐号与角色",
        "谁有帐号，是什么角色，管哪个乡镇、哪个单位，到哪一天为止。",
        "accounts:index",
        frozenset({Role.ADMIN}),
        order=10,
    ),
    SettingsPage(
        SettingsGroup.PEOPLE,
        "登录要求",
        "哪些角色登录时除了密码还要动态验证码。",
        "accounts:policies",
        frozenset({Role.ADMIN}),
        order=20,
    ),
)
register_setup_step(
    SetupStep(
        "name",
        10,
        "本区的名称",
        "平台名称、刊物、打印的文件都用它。",
        "区县的名称；常委会、办公室的全称和平常不一样的，也准备好。",
        _to("district:change_profile", "?setup"),
        lambda: profile().name,
        frozenset(rules.PROFILE_KEEPERS),
        "district:change_profile",
    ),
    SetupStep(
        "towns",
        20,
        "乡镇、街道和村、社区",
        "代表选区、联络站、群众事项都按它分，乡镇街道的同志只看到自己的。",
        "一份名单，粘贴或者用表格；村、社区可以以后再录。",
        _to("district:paste_areas"),
        _towns,
        frozenset(rules.STARTERS),
        "organs:areas",
    ),
    SetupStep(
        "accounts",
        60,
        "同事的帐号",
        "每位同事用自己的帐号，做的事记在自己名下，只看到该看的。",
        "姓名、手机号、角色；乡镇街道、承办单位的，写明是哪一个。可以一次导入一张表。",
        _accounts_url,
        _colleagues,
        frozenset({Role.ADMIN}),
        "accounts:index",
    ),
)
register_verbs(
    {
        "district:change_profile": "修改本区名称和联系方式",
        "district:skip_step": "跳过开通步骤",
        "district:resume_step": "接着办开通步骤",
        "district:finish_setup": "平台开通完毕",
        "district:reopen_setup": "接着开通平台",
    }
)
register_facts("district", {"step": "步骤"})
register_demo(11, "本区名称", demo.load)
