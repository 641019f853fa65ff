"""The scheme of points a district begins with: our own proposal, to be edited (R063, R064, R067).

The seeds say how many classes and items there are and what an item may be worth, not which: 5 classes, 21 items,
2 to 10 points each. Spoken duty reports are worth four times written ones; 附议 is worth less than 领衔.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What the caps of the items add up to is more than 100, so that no deputy has to do everything to reach 90.
TITLE = "人大代表履职积分办法"
BASIS = "《代表履职评价管理办法（试行）》"


@dataclass(frozen=True)
class Item:
    """An item: its name, what it is worth (first time, further times, at most), the codes of its kinds of duty."""

    name: str
    first: str
    further: str
    cap: str
    kinds: tuple[str, ...]
    evidence: str


@dataclass(frozen=True)
class Tier:
    """A grade: from how many points, what it shows, by which kinds of duty."""

    name: str
    at_least: str
    evidence: str
    kinds: tuple[str, ...]
    attendance: bool = False
    recommends: bool = False


WRITTEN, ORAL = "书面述职", "口头述职"

CLASSES: tuple[tuple[str, tuple[Item, ...]], ...] = (
    (
        "参加会议",
        (
            Item("出席人代会", "10", "0", "10", ("session_meeting",), "会议签到"),
            Item("列席常委会会议", "4", "2", "6", ("committee_meeting",), "会议签到"),
            Item("出席其他会议", "2", "1", "4", ("other_meeting",), "会议通知或签到"),
        ),
    ),
    (
        "参加代表活动",
        (
            Item("视察调研", "5", "2", "9", ("inspection",), "活动签到"),
            Item("执法检查", "4", "2", "6", ("law_check",), "活动签到"),
            Item("工作评议", "4", "2", "6", ("work_review",), "活动签到"),
            Item("旁听庭审和听证", "3", "1", "4", ("hearing",), "旁听登记"),
            Item("座谈和征求意见", "3", "1", "5", ("discussion", "opinion"), "会议记录或意见原文"),
            Item("小组活动", "4", "1", "8", ("group_activity",), "活动签到"),
        ),
    ),
    (
        "联系群众和机关",
        (
            Item("接待选民", "5", "2", "9", ("reception",), "接待记录"),
            Item("走访回访选民", "4", "1", "6", ("voter_visit", "return_visit"), "走访记录、照片"),
            Item("联系群众", "3", "0.5", "5", ("contact",), "联系记录"),
            Item("联系国家机关", "4", "2", "6", ("organ_meeting", "organ_visit"), "走访、约见记录"),
        ),
    ),
    (
        "提出建议和述职",
        (
            Item("领衔提出建议", "6", "3", "12", ("suggestion_lead",), "建议原件"),
            Item("附议建议", "2", "0.5", "3", ("suggestion_cosign",), "附议确认"),
            Item("评价建议答复", "2", "1", "3", ("reply_rating",), "评价表"),
            Item(WRITTEN, "2", "0", "2", ("duty_report_written",), "述职报告"),
            Item(ORAL, "8", "0", "8", ("duty_report_oral",), "述职报告、测评票"),
        ),
    ),
    (
        "学习提高和服务大局",
        (
            Item("学习培训", "4", "2", "8", ("training", "lecture", "own_study", "seminar"), "培训签到"),
            Item("撰写调研报告", "8", "4", "12", ("study_report",), "调研报告"),
            Item(
                "办实事和中心工作",
                "5",
                "2",
                "9",
                (
                    "good_deed",
                    "public_interest",
                    "civil_city",
                    "old_estates",
                    "epidemic",
                    "law_publicity",
                ),
                "照片、证明材料",
            ),
        ),
    ),
)

TIERS: tuple[Tier, ...] = (
    Tier(
        "优秀",
        "90",
        "推动解决问题，群众满意",
        ("reply_rating", "return_visit", "good_deed"),
        recommends=True,
    ),
    Tier("好", "75", "建言献策，撰写调研报告", ("suggestion_lead", "study_report")),
    Tier(
        "一般",
        "60",
        "满勤出席人代会和各类代表活动",
        ("session_meeting", "inspection", "group_activity"),
        attendance=True,
    ),
)
