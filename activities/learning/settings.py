"""What the district keeps for its training: types of classes, kinds of people in them."""

from __future__ import annotations

from activities.models import TraineeKind, TrainingType
from congress.web.forms import PortalModelForm
from congress.web.settings_lists import Listed, SettingsLists


class TypeForm(PortalModelForm[TrainingType]):
    """A type of class and what it counts for."""

    class Meta:
        model = TrainingType
        fields = (
            "name",
            "activity_kind",
            "is_induction",
            "is_platform",
            "is_hall",
            "counts",
            "order",
            "active",
        )
        help_texts = {
            "activity_kind": "开班以后在活动登记里是哪一类",
            "is_induction": "新当选的代表参加过这一类，才不列在“未参加初任培训”里",
            "is_hall": "有期次，按季度举办",
            "counts": "参加过这一类，算本届轮训过一次",
            "order": "数字小的排在前面",
            "active": "不再用的去掉勾选，以前的班不变",
        }


class PeopleForm(PortalModelForm[TraineeKind]):
    """A kind of people in a class."""

    class Meta:
        model = TraineeKind
        fields = ("name", "is_deputy", "order", "active")
        help_texts = {
            "is_deputy": "勾选的从代表名册里选；没有勾选的写姓名、单位",
            "order": "数字小的排在前面；第一个“是代表”的，用于代表自己报名",
            "active": "不再用的去掉勾选，以前的名单不变",
        }


def _type_facts(row: TrainingType) -> str:
    marks = [
        (row.is_induction, "初任培训"),
        (row.is_platform, "平台使用培训"),
        (row.is_hall, "代表讲堂"),
        (row.counts, "计入本届轮训"),
    ]
    return "，".join([f"活动类别：{row.activity_kind}", *(word for on, word in marks if on)])


LISTS = SettingsLists(
    "learning",
    "学习培训设置",
    Listed(
        "types",
        "培训类型",
        "改了之后，以前的班不变",
        TrainingType,
        TypeForm,
        str,
        _type_facts,
        ("order", "id"),
        line="类型",
        related=("activity_kind",),
    ),
    Listed(
        "people",
        "学员类别",
        "名单按类别分开，轮训只算其中的代表",
        TraineeKind,
        PeopleForm,
        str,
        lambda row: "是代表" if row.is_deputy else "不是代表",
        ("order", "id"),
        line="类别",
    ),
)
