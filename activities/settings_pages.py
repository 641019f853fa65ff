"""The pages on which the district decides about its activities, for the page of all settings."""

from django.urls import reverse

from activities.models import Activity
from activities.rules import DISTRICT_WRITERS, WRITERS
from congress.web.registry import (
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_settings,
    register_setup_step,
)


def _activities() -> str:
    activities = Activity.objects.count()
    return f"{activities:,} 条" if activities else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.ACTIVITIES,
            "活动类别",
            "登记活动时选哪一类，各类怎样写标题、进哪个栏目、要填哪些内容。",
            "activities:kinds",
            DISTRICT_WRITERS,
            order=10,
        ),
        SettingsPage(
            SettingsGroup.ACTIVITIES,
            "学习培训",
            "有哪些培训类型，哪些算初任培训、计入本届轮训；学员分哪几类。",
            "learning:settings",
            DISTRICT_WRITERS,
            order=20,
        ),
    )
    register_setup_step(
        SetupStep(
            "activity",
            110,
            "第一条活动",
            "登记一次，刊物、统计、代表履职里就都有了。",
            "最近一次活动：哪一天、什么事、谁参加。",
            lambda: reverse("activities:quick_entry"),
            _activities,
            WRITERS,
            "activities:index",
        )
    )
