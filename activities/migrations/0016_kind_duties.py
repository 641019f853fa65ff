"""What the deputies who came to an activity of a kind have done, in their registers (R027, R124)."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

#: The code of the duty, by the code of the kind.
DUTIES = {
    "standing_committee_session": "committee_meeting",
    "training": "training",
    "deputy_lecture": "training",
    "group_study": "training",
    "seminar": "seminar",
    "inspection": "inspection",
    "research": "inspection",
    "superior_research": "inspection",
    "group_inspection": "inspection",
    "topic_research": "inspection",
    "work_supervision": "inspection",
    "law_enforcement_inspection": "law_check",
    "duty_report_review": "work_review",
    "democratic_review": "work_review",
    "deputy_group_activity": "group_activity",
    "reception_day": "reception",
    "voter_visit": "voter_visit",
    "visit_condolence": "voter_visit",
    "discussion": "discussion",
    "opinion_meeting": "discussion",
    "deliberation": "discussion",
    "hearing": "hearing",
    "organ_meeting": "organ_meeting",
    "invited": "other_meeting",
    "station_meeting": "other_meeting",
    "public_service": "public_interest",
    "policy_publicity": "law_publicity",
    "civilised_city_inspection": "civil_city",
}


def add_duties(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind").objects
    duties = {row.code: row for row in apps.get_model("deputies", "DutyKind").objects.all()}
    first = kinds.order_by("order").first()
    if not kinds.filter(name="人代会会议").exists():
        kinds.get_or_create(
            code="congress_session",
            defaults={
                "name": "人代会会议",
                "group": "会议",
                "order": first.order if first else 0,
                "attendance": "daily",
                "book": "meetings",
            },
        )
    kinds.filter(code="congress_session").update(duty=duties["session_meeting"])
    for code, duty in DUTIES.items():
        kinds.filter(code=code).update(duty=duties[duty])


class Migration(migrations.Migration):
    dependencies = [("activities", "0015_taking_part"), ("deputies", "0009_duty_kinds")]

    operations = [
        migrations.AddField(
            model_name="activitykind",
            name="duty",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="activity_kinds",
                to="deputies.dutykind",
                verbose_name="记入代表履职",
            ),
        ),
        migrations.RunPython(add_duties, migrations.RunPython.noop),
    ]
