"""The pages on which the district decides about its liaison stations, for the page of all settings."""

from django.urls import reverse

from congress.web.registry import (
    SettingsGroup,
    SettingsPage,
    SetupStep,
    register_settings,
    register_setup_step,
)
from liaison_stations.models import Station
from liaison_stations.workflow import KEEPERS, OFFICE


def _stations() -> str:
    stations = Station.objects.count()
    return f"{stations:,} 个站点" if stations else ""


def plug_in() -> None:
    """Called once by the portal module of the app."""
    register_settings(
        SettingsPage(
            SettingsGroup.STATIONS,
            "对联络站的要求",
            "几个示范站、几名站务人员、多久培训一次；接待日提前几天通知代表，事项逾期几天往上提醒。",
            "liaison_stations:change_policy",
            OFFICE,
            order=10,
        ),
        SettingsPage(
            SettingsGroup.STATIONS,
            "站点类型、设备、事项类别",
            "登记站点、接待、事项、服务和站里活动时可以选的都在这里。",
            "liaison_stations:settings",
            OFFICE,
            order=20,
        ),
        SettingsPage(
            SettingsGroup.STATIONS,
            "建设标准",
            "六有、九化等标准有哪些条目，星级要几分；改了发布新的一版。",
            "station_standards:settings",
            OFFICE,
            order=30,
        ),
        SettingsPage(
            SettingsGroup.STATIONS,
            "检查要点",
            "到站检查看哪几点，各几分。",
            "station_inspections:settings",
            OFFICE,
            order=40,
        ),
    )
    register_setup_step(
        SetupStep(
            "stations",
            90,
            "联络站",
            "接待日、群众事项、网上站和台账都在站里。",
            "各站的名称、地址、站长；有表格的一次导入。",
            lambda: reverse("documents:import_start", args=["stations"]),
            _stations,
            KEEPERS,
            "liaison_stations:index",
        )
    )
