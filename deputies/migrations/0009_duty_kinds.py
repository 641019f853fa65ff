"""The thirteen forms of the register and the kinds of duty in them (R055, R057); the district edits both.

The seeds name three of the forms; the others are our own proposal.
"""

from typing import Any

from django.db import migrations

#: Each form with its kinds: code, name, whether a deputy may declare it.
FORMS: tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...] = (
    ("出席会议", (("session_meeting", "出席人代会", False), ("other_meeting", "出席其他会议", True))),
    ("列席会议", (("committee_meeting", "列席常委会会议", False),)),
    ("视察调研", (("inspection", "视察调研", True), ("group_activity", "小组活动", True))),
    (
        "执法检查和工作评议",
        (
            ("law_check", "执法检查", True),
            ("work_review", "工作评议", True),
            ("hearing", "旁听庭审和听证", True),
        ),
    ),
    (
        "走访接待人民群众",
        (
            ("reception", "接待选民", False),
            ("voter_visit", "走访选民", True),
            ("return_visit", "回访选民", True),
        ),
    ),
    ("联系群众", (("contact", "联系群众", True),)),
    (
        "联系国家机关",
        (("organ_meeting", "约见国家机关负责人", False), ("organ_visit", "联系国家机关", True)),
    ),
    (
        "提出和督办建议",
        (
            ("suggestion_lead", "领衔提出建议", False),
            ("suggestion_cosign", "附议建议", False),
            ("reply_rating", "评价建议答复", False),
        ),
    ),
    (
        "座谈和征求意见",
        (("discussion", "座谈讨论", True), ("opinion", "提出征求意见的答复", False)),
    ),
    (
        "学习培训",
        (
            ("training", "参加培训", True),
            ("lecture", "代表讲堂授课", True),
            ("own_study", "个人自学", True),
            ("seminar", "研讨交流", True),
        ),
    ),
    (
        "向选民述职",
        (("duty_report_oral", "口头述职", False), ("duty_report_written", "书面述职", False)),
    ),
    (
        "撰写调研报告和为民办实事",
        (
            ("study_report", "撰写调研报告", True),
            ("good_deed", "为民办实事", True),
            ("public_interest", "公益活动", True),
        ),
    ),
    (
        "参与中心工作",
        (
            ("civil_city", "文明创建", True),
            ("old_estates", "老旧小区改造", True),
            ("epidemic", "疫情防控", True),
            ("law_publicity", "法律宣传", True),
        ),
    ),
)


def add_kinds(apps: Any, schema_editor: Any) -> None:
    forms = apps.get_model("deputies", "RegisterForm").objects
    kinds = apps.get_model("deputies", "DutyKind").objects
    for number, (name, listed) in enumerate(FORMS, 1):
        form = forms.create(name=name, order=number * 10)
        for place, (code, label, declarable) in enumerate(listed, 1):
            kinds.create(
                code=code,
                name=label,
                form=form,
                declarable=declarable,
                asks_hours=code == "own_study",
                order=number * 100 + place * 10,
            )


class Migration(migrations.Migration):
    dependencies = [("deputies", "0008_duties_and_points")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
