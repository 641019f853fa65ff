"""The lists an office begins with; each can be changed by it."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_OWN = "常用做法，可按本区办法修改"
#: What the law fixes carries its article; the rest is common practice and each district's own to change.
LIMITS: list[tuple[str, str, str, str]] = [
    ("hand_over", "5个工作日", _OWN, "代表提交后，人大机构审核并交承办单位办理。"),
    ("amend", "10个工作日", _OWN, "退回的建议，由代表补充修改后再提交。"),
    ("accept", "5个工作日", _OWN, "承办单位收到后签收；不属于本单位职责的，在这个期限内说明理由，申请退办。"),
    ("decide_return", "5个工作日", _OWN, "人大机构对退办申请作出决定；同意的，改交其他单位办理。"),
    ("opinion", "1个月", _OWN, "协办单位把协办意见送主办单位。"),
    (
        "reply",
        "3个月",
        "《代表法》第五十一条",
        "有关机关、组织应当认真研究办理代表建议、批评和意见，与代表联系沟通，充分听取意见，并自交办之日起三个月内答复。",
    ),
    (
        "reply_hard",
        "6个月",
        "《代表法》第五十一条",
        "涉及面广、处理难度大的建议、批评和意见，应当自交办之日起六个月内答复。",
    ),
    ("redo", "1个月", _OWN, "代表对答复不满意的，承办单位重新办理并再次答复。"),
    ("evaluate", "20个工作日", _OWN, "代表收到答复后，对办理态度和办理结果作出评价。"),
    ("study", "3个月", _OWN, "代表两次不满意的，由人大有关委室会同政府研究。"),
    ("strike_off", "10个工作日", _OWN, "代表评价之后，人大机构核查办理结果，销号。"),
    ("follow_up", "3个月", _OWN, "答复之后，承办单位回访代表。"),
]
REPLIES = [
    ("A", "所提问题已经解决或者采纳", "solved"),
    ("B", "所提问题正在解决或者列入计划解决", "promised"),
    ("C", "所提问题因条件限制暂时不能解决", "unsolved"),
    ("D", "所提问题留作参考", "reference"),
]
PRIORITIES = ["历史遗留的事", "涉及最广大群众利益的事", "老百姓家门口的事", "群众反映强烈的事"]
CATEGORIES = [
    ("财政经济", ["财政税收", "工业和科技", "商贸和市场", "国有资产"], False),
    ("监察和司法", ["社会治安", "法治建设", "矛盾纠纷化解"], False),
    ("城乡建设", ["城市管理", "老旧小区", "道路交通", "物业和住房"], True),
    ("农业农村", ["农业产业", "农田水利", "乡村建设"], True),
    ("环境保护", ["水环境", "大气和噪声", "固体废物"], True),
    ("教科文卫", ["教育", "医疗卫生", "文化和体育", "科学普及"], True),
    ("社会建设", ["养老和托育", "就业和社会保障", "社区治理"], True),
    ("其他", [], False),
]
#: What makes a suggestion a key one; the 三督办 and 三见面, which are nowhere spelt out (R120).
SUPERVISION = {
    "criterion": [
        "事关全区发展大局",
        "群众反映强烈",
        "多名代表共同提出",
        "涉及部门多、办理难度大",
        "连续多年提出",
    ],
    "supervise": ["办前督办", "办中督办", "办后督办"],
    "meet": ["交办时见面", "办理中见面", "答复时见面"],
}
#: The parts of a unit's performance score; they add up to 100 (R226).
WEIGHTS = [("timeliness", 30), ("contact", 20), ("completion", 30), ("satisfaction", 20)]
#: Who is told of a time limit when, in working days after its last day.
REMINDERS = [
    ("responsible", -2),
    ("responsible", 0),
    ("responsible", 1),
    ("head", 1),
    ("government", 3),
    ("leader", 5),
    ("responsible", 5),
    ("head", 5),
]


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    def model(name: str) -> Any:
        return apps.get_model("suggestions", name)

    for clock, span, source, words in LIMITS:
        model("TimeLimit").objects.create(clock=clock, span=span, source=source, words=words)
    for order, (letter, name, outcome) in enumerate(REPLIES, 1):
        model("ReplyCategory").objects.create(letter=letter, name=name, outcome=outcome, order=order)
    for order, name in enumerate(PRIORITIES, 1):
        model("PriorityKind").objects.create(name=name, order=order)
    for order, (name, below, livelihood) in enumerate(CATEGORIES, 1):
        parent = model("Category").objects.create(name=name, order=order, livelihood=livelihood)
        for place, child in enumerate(below, 1):
            model("Category").objects.create(parent=parent, name=child, order=place, livelihood=livelihood)
    for kind, names in SUPERVISION.items():
        for order, name in enumerate(names, 1):
            model("SupervisionItem").objects.create(kind=kind, name=name, order=order)
    for kind, weight in WEIGHTS:
        model("ScorePart").objects.create(kind=kind, weight=weight)
    for audience, days in REMINDERS:
        model("ReminderRule").objects.create(audience=audience, days=days)


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
