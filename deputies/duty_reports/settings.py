"""What the district keeps for duty reports: what a ballot can say."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import ReportOpinion


class OpinionForm(PortalModelForm[ReportOpinion]):
    """One opinion."""

    class Meta:
        model = ReportOpinion
        fields = ("name", "order", "passes", "in_use")
        help_texts = {
            "order": "从好到差排，数字小的排在前面",
            "passes": "投票时设了通过比例的，勾选的各档合起来算；不称职一类不勾",
            "in_use": "不再用的去掉勾选，以前的述职不变",
        }


LISTS = SettingsLists(
    "duty_reports",
    "评议等次",
    Listed(
        "opinions",
        "评议等次",
        "登记述职情况时，每一档填票数",
        ReportOpinion,
        OpinionForm,
        str,
        lambda row: "",
        ("order", "id"),
        line="等次",
        switch="in_use",
    ),
)
