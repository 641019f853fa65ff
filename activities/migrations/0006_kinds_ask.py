"""What each kind asks for, kinds for work with other congresses, and whose numbered meetings are logged."""

from typing import Any

from django.db import migrations

MEETING_BODIES = {
    "standing_committee_session": "常委会",
    "chairpersons_meeting": "主任会议",
    "party_group_meeting": "党组",
    "party_branch_meeting": "机关党总支",
}
LAW = {
    "standing_committee_session": "before",
    "chairpersons_meeting": "before",
    "party_group_study": "before",
    "monthly_law": "subject",
}
ATTENDANCE = {
    "training": "daily",
    "standing_committee_session": "once",
    "inspection": "once",
    "research": "once",
    "law_enforcement_inspection": "once",
    "deputy_group_activity": "once",
    "reception_day": "once",
}
PARTNER_KINDS = [
    ("superior_assist_research", "配合上级视察调研", "superior"),
    ("superior_assist_inspection", "配合上级执法检查", "superior"),
    ("exchange", "外地人大交流", "elsewhere"),
]
GROUP = "上下联动"


def ask(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind").objects
    for field, values in (("meeting_body", MEETING_BODIES), ("law", LAW), ("attendance", ATTENDANCE)):
        for code, value in values.items():
            kinds.filter(code=code).update(**{field: value})
    last = kinds.order_by("order").exclude(code="other").last()
    for number, (code, name, partner) in enumerate(PARTNER_KINDS, 1):
        if not kinds.filter(name=name).exclude(code=code).exists():
            order = (last.order if last else 0) + number
            kinds.get_or_create(code=code, defaults={"name": name, "group": GROUP, "order": order})
            kinds.filter(code=code).update(partner=partner)


def number_meetings(apps: Any, schema_editor: Any) -> None:
    """A number that stands twice keeps the first; the second is left without a body until it is corrected."""
    activities = apps.get_model("activities", "Activity").objects
    taken = set()
    for row in activities.order_by("start_on", "id").select_related("kind").iterator():
        row.meeting_year, row.meeting_body = row.start_on.year, row.kind.meeting_body
        key = (row.area_id, row.meeting_body, row.meeting_year, row.meeting_number)
        if row.state == "recorded" and row.meeting_number and row.meeting_body:
            if key in taken:
                row.meeting_body = ""
            taken.add(key)
        row.save(update_fields=["meeting_year", "meeting_body"])


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_what_happened")]

    operations = [
        migrations.RunPython(ask, migrations.RunPython.noop),
        migrations.RunPython(number_meetings, migrations.RunPython.noop),
    ]
