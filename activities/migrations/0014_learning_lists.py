"""The lists learning begins with (R085, R091, R093, R095, R101), and its search indexes."""

from typing import Any

from django.db import migrations

from congress.search.index import add_bigram_index

#: Kinds of activity that learning becomes.
KINDS = (
    ("deputy_lecture", "代表讲堂", "study"),
    ("group_study", "小组学习", "study"),
    ("seminar", "研讨交流", "study"),
)
#: Types of classes, with the kind of activity and what they are.
TYPES: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("初任培训", "training", {"is_induction": True}),
    ("专题培训", "training", {}),
    ("履职能力提升", "training", {}),
    ("四级代表培训", "training", {}),
    ("外出培训", "training", {}),
    ("平台使用培训", "training", {"is_platform": True, "counts": False}),
    ("代表讲堂", "deputy_lecture", {"is_hall": True, "counts": False}),
)
#: Kinds of people in a class, and whether they are deputies.
PEOPLE = (
    ("人大代表", True),
    ("新任代表", True),
    ("新任委员", True),
    ("人大干部", False),
    ("新进机关工作者", False),
    ("乡镇人大主席、街道人大工委主任", False),
    ("来宾", False),
)


def add_lists(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind").objects
    study = kinds.filter(group="学习培训").order_by("order").last()
    for number, (code, name, book) in enumerate(KINDS, 1):
        if not kinds.filter(name=name).exclude(code=code).exists():
            order = (study.order if study else 0) + number
            facts = {"name": name, "group": "学习培训", "order": order, "book": book, "attendance": "once"}
            kinds.get_or_create(code=code, defaults=facts)
    types = apps.get_model("activities", "TrainingType").objects
    for number, (name, code, facts) in enumerate(TYPES, 1):
        kind = kinds.filter(code=code).first() or kinds.order_by("order").first()
        if kind is not None:
            types.get_or_create(name=name, defaults={"activity_kind": kind, "order": number * 10, **facts})
    people = apps.get_model("activities", "TraineeKind").objects
    for number, (name, is_deputy) in enumerate(PEOPLE, 1):
        people.get_or_create(name=name, defaults={"is_deputy": is_deputy, "order": number * 10})


class Migration(migrations.Migration):
    dependencies = [("activities", "0013_learning"), ("search", "0001_initial")]

    operations = [
        migrations.RunPython(add_lists, migrations.RunPython.noop),
        add_bigram_index("activities.TrainingClass"),
        add_bigram_index("activities.GroupStudy"),
    ]
