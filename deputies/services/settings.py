"""What the district keeps for its services: the stipend of a quarter, and the periodicals."""

from __future__ import annotations

from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists
from deputies.models import Publication, StipendRule
from deputies.services.showing import yuan


class RuleForm(PortalModelForm[StipendRule]):
    """The stipend from a quarter on."""

    class Meta:
        model = StipendRule
        fields = ("year", "quarter", "amount", "leavers", "joiners", "basis")
        help_texts = {
            "leavers": "季度当中资格结束的代表",
            "joiners": "季度当中补选的代表",
            "basis": "文件的名称、文号",
        }


class PublicationForm(PortalModelForm[Publication]):
    """A periodical, or material that is sent."""

    class Meta:
        model = Publication
        fields = ("name", "order", "in_use")
        help_texts = {"order": "数字小的排在前面", "in_use": "不再用的去掉勾选，以前的记录不变"}


def _facts(row: StipendRule) -> str:
    return f"{yuan(row.amount)}，季度内离任{row.get_leavers_display()}，新任{row.get_joiners_display()}" + (
        f"，依据{row.basis}" if row.basis else ""
    )


LISTS = SettingsLists(
    "deputy_services",
    "补贴标准和刊物目录",
    Listed(
        "stipends",
        "补贴标准",
        "金额由本区确定；标准变了加一条，写从哪一季度起，以前的补贴表不变",
        StipendRule,
        RuleForm,
        str,
        _facts,
        ("-year", "-quarter"),
        line="标准",
        switch="",
    ),
    Listed(
        "publications",
        "刊物、材料",
        "为代表订阅、寄送的",
        Publication,
        PublicationForm,
        str,
        lambda row: "",
        ("order", "id"),
        line="刊物、材料",
        switch="in_use",
    ),
)
