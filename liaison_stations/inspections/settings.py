"""What the district keeps for its inspections: the points that are looked at."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from liaison_stations.models import InspectionPoint


class PointForm(PortalModelForm[InspectionPoint]):
    """A point and what it is worth."""

    class Meta:
        model = InspectionPoint
        fields = ("name", "full", "order", "in_use")
        help_texts = {
            "full": "得分按“各要点得分合计÷满分合计×100”计算，没有打分的要点不算",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，以前的记录不变",
        }


LISTS = SettingsLists(
    "station_inspections",
    "检查要点",
    Listed(
        "points",
        "检查要点",
        "登记检查结果时逐项打分；改了满分，以前的检查不变",
        InspectionPoint,
        PointForm,
        str,
        lambda row: f"满分 {row.full} 分",
        ("order", "id"),
        line="要点",
        switch="in_use",
    ),
)
