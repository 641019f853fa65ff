"""What the district keeps for its selections: the categories."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import SelectionCategory


class CategoryForm(PortalModelForm[SelectionCategory]):
    """A category, who is chosen in it, and the usual quota."""

    class Meta:
        model = SelectionCategory
        fields = ("name", "subject", "quota", "order", "in_use")
        help_texts = {
            "quota": "开始评选时先填上，每次可以改",
            "order": "数字小的排在前面",
            "in_use": "不再用的去掉勾选，以前的评选不变",
        }


LISTS = SettingsLists(
    "honours",
    "评选类别",
    Listed(
        "categories",
        "评选类别",
        "每次评选可以用其中几类，各有名额",
        SelectionCategory,
        CategoryForm,
        str,
        lambda row: f"评{row.get_subject_display()}，一般 {row.quota} 个",
        ("order", "id"),
        line="类别",
        switch="in_use",
    ),
)
