from django.db import migrations

#: name, is_station, covers_village, has_owner
KINDS = [
    ("乡镇人大代表联络站", True, False, False),
    ("街道人大代表联络站", True, False, False),
    ("园区人大代表联络站", True, False, False),
    ("村（社区）代表联络室", False, True, False),
    ("人大代表联络点", False, True, False),
    ("代表之家", False, True, False),
    ("代表工作室", False, False, True),
    ("企业代表之家", False, False, False),
    ("景区代表工作室", False, False, False),
    ("代表联系群众服务点", False, True, False),
    ("代表小组活动室", False, True, False),
    ("代表联系群众工作室", False, True, False),
    ("百姓说事点", False, False, False),
    ("聚心茶馆", False, False, False),
    ("办公晨摊", False, False, False),
]
EQUIPMENT = [("电脑", False), ("互联网", False), ("视频设备", True), ("显示屏", False), ("打印机", False)]
FORMS = [
    "小区微信群",
    "党群议事会",
    "微心愿树下征民意",
    "小区事我来说",
    "拉呱会",
    "百姓说事",
    "茶馆调解",
    "办公晨摊",
    "片区式",
    "网格式",
    "流动式",
    "联络员接待",
    "轮值接待",
]
CATEGORIES = [
    "道路交通",
    "住房物业",
    "环境卫生",
    "教育",
    "医疗卫生",
    "养老助残",
    "就业社保",
    "农业农村",
    "水电气暖",
    "治安消防",
    "矛盾纠纷",
    "政策咨询",
    "其他",
]


def fill(apps, schema_editor):
    model = lambda name: apps.get_model("liaison_stations", name)._default_manager  # noqa: E731
    model("StationKind").bulk_create(
        model("StationKind").model(
            name=name, is_station=station, covers_village=village, has_owner=owner, order=order
        )
        for order, (name, station, village, owner) in enumerate(KINDS, 1)
    )
    model("Equipment").bulk_create(
        model("Equipment").model(name=name, carries_video=video, order=order)
        for order, (name, video) in enumerate(EQUIPMENT, 1)
    )
    for kind, names in (("ReceptionForm", FORMS), ("MatterCategory", CATEGORIES)):
        model(kind).bulk_create(
            model(kind).model(name=name, order=order) for order, name in enumerate(names, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("liaison_stations", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
