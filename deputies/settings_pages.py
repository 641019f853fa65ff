"""The pages on which the district decides about its deputies, for the page of all settings."""

from django.urls import reverse

from congress.web.registry import (
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_settings,
    register_setup_step,
)
from deputies.branches.rules import MANAGERS
from deputies.duty.workflow import KEEPERS as DUTY_KEEPERS
from deputies.duty_reports.workflow import OFFICE
from deputies.links.rules import OFFICE as LINK_OFFICE
from deputies.models import DeputyGroup, Deputyship
from deputies.points.rules import MAKERS
from deputies.rules import WRITERS


def _deputies() -> str:
    deputies = Deputyship.objects.filter(ends_on__isnull=True).count()
    return f"{deputies:,} 位在任代表" if deputies else ""


def _groups() -> str:
    groups = DeputyGroup.objects.count()
    return f"{groups:,} 个小组" if groups else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.DUTY,
            "登记表格和事项",
            "履职登记册由哪些表格组成，各登哪些事项，怎样确认、审核，几天之内可以填报。",
            "duty:settings",
            DUTY_KEEPERS,
            order=10,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "积分办法",
            "一年的履职怎样算分：每件几分、封顶多少；亮分、等次和冻结都照它。",
            "points:schemes",
            MAKERS,
            order=20,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "双联三联",
            "谁联系谁、每人几个，有哪些联系方式和走访类型；缺额按它算。",
            "links:settings",
            LINK_OFFICE,
            order=30,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "功能型党支部",
            "党支部写哪几方面，登记哪些类型的活动。",
            "party_branches:settings",
            MANAGERS,
            order=40,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "评议等次",
            "述职评议有哪几档，登记票数时一档一栏。",
            "duty_reports:settings",
            OFFICE,
            order=50,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "评选类别",
            "表彰推优评哪几类，各有几个名额。",
            "honours:settings",
            WRITERS,
            order=60,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "补贴标准和刊物目录",
            "一季度补贴多少、中途离任和补选的怎样算；为代表订哪些刊物。",
            "deputy_services:settings",
            WRITERS,
            order=70,
        ),
        SettingsPage(
            SettingsGroup.DUTY,
            "退出情形",
            "哪些情形要提醒、责令辞职，各依据哪一条。",
            "exits:settings",
            WRITERS,
            order=80,
        ),
    )
    register_setup_step(
        SetupStep(
            "roster",
            70,
            "代表名册",
            "履职、建议、积分、接待都落到代表本人。",
            "手里的代表名册（Excel），栏目名称不用改；重名、缺电话的，平台会一处一处问。",
            lambda: reverse("documents:import_start", args=["roster"]),
            _deputies,
            WRITERS,
            "deputies:roster",
        ),
        SetupStep(
            "groups",
            80,
            "代表小组",
            "小组组长确认履职、组织活动；联络站按小组排班。",
            "小组名单和组长；名册里写了小组的，导入时已经建好。",
            lambda: reverse("deputies:create_group"),
            _groups,
            WRITERS,
            "deputies:groups",
        ),
    )
