"""Which book of a liaison station's ledgers each kind goes into, and kinds for the work of stations (R166, R167, R184)."""

from typing import Any

from django.db import migrations, models

BOOKS_OF_GROUPS = {"会议": "meetings", "学习培训": "study"}
BOOKS_OF_KINDS = {
    "inspection": "inspections",
    "research": "inspections",
    "law_enforcement_inspection": "inspections",
    "superior_research": "inspections",
    "visit_condolence": "visits",
}
#: What the names of kinds say, the first that fits.
BOOKS_OF_WORDS = (("述职", "duty_reports"), ("评议", "reviews"))
GROUP = "联络站"
KINDS = (
    ("station_meeting", "联络站会议", "meetings"),
    ("topic_research", "专题调研", "inspections"),
    ("group_inspection", "集中视察", "inspections"),
    ("democratic_review", "民主评议", "reviews"),
    ("voter_visit", "走访选民", "visits"),
    ("deliberation", "议政代表会", "meetings"),
    ("public_service", "便民服务", ""),
    ("policy_publicity", "政策宣传", ""),
    ("viewing_meeting", "现场观摩会", ""),
    ("station_exchange", "代表工作交流会", ""),
    ("station_show", "联络站工作展示", ""),
)


def add_books(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind").objects
    for row in kinds.all():
        by_word = next((book for word, book in BOOKS_OF_WORDS if word in row.name), "")
        row.book = BOOKS_OF_KINDS.get(row.code) or by_word or BOOKS_OF_GROUPS.get(row.group, "")
        row.save(update_fields=["book"])
    last = kinds.exclude(code="other").order_by("order").last()
    for number, (code, name, book) in enumerate(KINDS, 1):
        if not kinds.filter(name=name).exclude(code=code).exists():
            order = (last.order if last else 0) + number
            attendance = "once" if code != "station_exchange" else ""
            kinds.get_or_create(
                code=code,
                defaults={
                    "name": name,
                    "group": GROUP,
                    "order": order,
                    "book": book,
                    "attendance": attendance,
                },
            )
    # 其他 stays the last of all.
    kinds.filter(code="other").update(order=(last.order if last else 0) + len(KINDS) + 10)


class Migration(migrations.Migration):
    dependencies = [("activities", "0011_deputy_groups")]

    operations = [
        migrations.AddField(
            model_name="activitykind",
            name="book",
            field=models.CharField(
                blank=True,
                choices=[
                    ("meetings", "会议记录簿"),
                    ("study", "学习培训记录簿"),
                    ("inspections", "视察调研登记簿"),
                    ("visits", "联系走访登记簿"),
                    ("duty_reports", "述职评议登记簿"),
                    ("reviews", "评议政府和人大工作登记簿"),
                ],
                max_length=12,
                verbose_name="联络站台账",
            ),
        ),
        migrations.RunPython(add_books, migrations.RunPython.noop),
    ]
