"""The pages on which the district decides about what it prints and publishes, for the page of all settings."""

from django.urls import reverse

from bulletins.models import Series
from bulletins.party.rules import WRITERS as PARTY_WRITERS
from bulletins.publicity.rules import OFFICES
from bulletins.reports.rules import WRITERS as REPORT_WRITERS
from bulletins.workflow import EDITORS
from congress.web.registry import (
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_settings,
    register_setup_step,
)


def _series() -> str:
    return "、".join(f"《{name}》" for name in Series.objects.values_list("name", flat=True)[:3])


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.PUBLISH,
            "刊物",
            "编哪几种刊物：刊名、编印单位、期号怎样编、栏目、责任编辑、印多少份分发给谁。",
            "bulletins:series_list",
            EDITORS,
            order=10,
            value=_series,
        ),
        SettingsPage(
            SettingsGroup.PUBLISH,
            "报告模板",
            "总结、报告、通报由哪几段组成，数字填在哪里。",
            "reports:templates",
            REPORT_WRITERS,
            order=20,
        ),
        SettingsPage(
            SettingsGroup.PUBLISH,
            "网站栏目",
            "对外网站有哪些栏目。",
            "news:settings",
            EDITORS,
            order=30,
        ),
        SettingsPage(
            SettingsGroup.PUBLISH,
            "媒体和媒介",
            "宣传稿件登记哪些媒体，各是哪一级。",
            "publicity:settings",
            OFFICES,
            order=40,
        ),
        SettingsPage(
            SettingsGroup.PUBLISH,
            "请示报告周期",
            "多久向谁报告一次，提前几天提醒。",
            "party_affairs:settings",
            PARTY_WRITERS,
            order=50,
        ),
    )
    register_setup_step(
        SetupStep(
            "series",
            100,
            "刊物和刊头",
            "登记的活动按月编成《人大信息》，刊头、期号、分发都照这里。",
            "刊名、编印单位、期号怎样编、责任编辑，印多少份分发给谁。",
            lambda: reverse("bulletins:add_series"),
            _series,
            EDITORS,
            "bulletins:series_list",
        )
    )
