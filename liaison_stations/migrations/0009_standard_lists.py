from datetime import date

from django.db import migrations

_BUILDING = "《基层人大代表联络站规范化建设方案》"
_EAST, _HILL = "澜江市人大常委会", "岚溪县人大常委会"
#: name, kind, passed_word, for_points, is_measure, in_use, issuer, document, items; an item is (dimension, name)
STANDARDS = [
    (
        "九化", "checklist", "规范化站", False, True, True, _EAST, _BUILDING,
        [
            ("", "工作职能规范化"), ("", "组织机构规范化"), ("", "硬件设施规范化"), ("", "工作制度规范化"),
            ("", "计划安排规范化"), ("", "台账管理规范化"), ("", "代表进站规范化"), ("", "上墙公示规范化"),
            ("", "运行管理规范化"),
        ],
    ),
    (
        "六有", "checklist", "达标", False, False, True, "区人大常委会", "《人大代表之家建设标准》",
        [("", name) for name in ("有场地", "有设施", "有组织", "有制度", "有活动", "有记录")],
    ),
    (
        "八有（其一）", "checklist", "达标", False, False, False, _EAST, _BUILDING,
        [
            ("", name)
            for name in ("有场地", "有设施", "有人员", "有制度", "有计划", "有活动", "有记录", "有保障")
        ],
    ),
    (
        "八有（其二）", "checklist", "达标", False, False, False, _HILL, "《人大代表之家规范化建设意见》",
        [
            ("", name)
            for name in ("有场所", "有牌子", "有制度", "有设施", "有资料", "有活动", "有档案", "有记录")
        ],
    ),
    (
        "五星级", "stars", "五星级", False, False, True, "区人大常委会",
        "《星级人大代表联络站创建活动实施方案》",
        [(name, name) for name in ("硬件设施", "组织管理", "制度建设", "活动开展", "工作成效")],
    ),
]


def fill(apps, schema_editor):
    model = lambda name: apps.get_model("liaison_stations", name)._default_manager  # noqa: E731
    for order, (name, kind, word, points, measure, in_use, issuer, document, items) in enumerate(STANDARDS, 1):
        standard = model("Standard").create(
            name=name,
            kind=kind,
            passed_word=word,
            for_points=points,
            is_measure=measure,
            order=order,
            in_use=in_use,
        )
        edition = model("StandardEdition").create(
            standard=standard, number=1, issuer=issuer, document=document, issued_on=date(2020, 1, 1)
        )
        model("StandardItem").bulk_create(
            model("StandardItem").model(edition=edition, dimension=dimension, name=item, order=number)
            for number, (dimension, item) in enumerate(items, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("liaison_stations", "0008_standards")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
