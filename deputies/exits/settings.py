"""What the district keeps for exit cases: the situations, each with its basis."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import ExitGround


class GroundForm(PortalModelForm[ExitGround]):
    """A situation and what it rests on."""

    class Meta:
        model = ExitGround
        fields = ("name", "basis", "order", "in_use")
        help_texts = {
            "basis": "法律、办法的名称和条款",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，以前的不变",
        }


LISTS = SettingsLists(
    "exits",
    "退出情形",
    Listed(
        "grounds",
        "退出情形",
        "登记发现时选；依据跟着带出，可以改",
        ExitGround,
        GroundForm,
        str,
        lambda row: row.basis,
        ("order", "id"),
        line="情形",
        switch="in_use",
    ),
)
