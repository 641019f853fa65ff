"""The kinds a district starts with (R280-R285, R294); each district renames, adds and hides its own."""

from typing import Any

from django.db import migrations

KINDS = [
    ("standing_committee_session", "常委会会议", "会议"),
    ("chairpersons_meeting", "主任会议", "会议"),
    ("internal_study", "集体学习", "学习培训"),
    ("monthly_law", "一月一法", "学习培训"),
    ("training", "培训", "学习培训"),
    ("inspection", "视察", "监督"),
    ("research", "调研", "监督"),
    ("law_enforcement_inspection", "执法检查", "监督"),
    ("duty_report_review", "述职评议", "监督"),
    ("superior_research", "上级领导来区调研", "监督"),
    ("deputy_group_activity", "代表小组活动", "代表工作"),
    ("reception_day", "接待日", "代表工作"),
    ("party_group_meeting", "党组会议", "机关党建"),
    ("party_group_study", "党组中心组学习", "机关党建"),
    ("party_branch_meeting", "机关党总支会议", "机关党建"),
    ("party_discipline_education", "党纪学习教育专题辅导报告会", "机关党建"),
    ("warning_education", "警示教育", "机关党建"),
    ("civilised_city_inspection", "文明城市创建联合巡查整治", "中心工作"),
    ("investment_promotion", "招商引资", "中心工作"),
    ("reception", "会见客商", "中心工作"),
    ("visit_condolence", "走访慰问", "中心工作"),
    ("other", "其他", ""),
]


def add_kinds(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind")
    for order, (code, name, group) in enumerate(KINDS, 1):
        if not kinds.objects.filter(name=name).exclude(code=code).exists():
            kinds.objects.get_or_create(
                code=code, defaults={"name": name, "group": group, "order": order * 10}
            )


class Migration(migrations.Migration):
    dependencies = [("activities", "0002_photos_and_token")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
