"""A month as it comes out of Word: furniture is left out, cut paragraphs are joined, printed titles are used."""

from __future__ import annotations

from activities.recognition import Recognised, lexicon_from_roster, recognise
from activities.recognition.segment import cut

LEXICON = lexicon_from_roster(
    {
        "roster": [
            {"name": "卓远山", "posts": ["区人大常委会主任"]},
            {"name": "白露", "posts": ["区人大常委会副主任"]},
        ]
    }
)
MONTH = """

# 人大信息
2025年第5期
(总第74期)
区人大常委会办公室
2025年6月3日
目　录
工作动态
卓远山率队视察全区防汛工作·····\t1
白露走访慰问困难群众\t1
区人大常委会主任会议召开 ……… 2
-----------------------------\t---
工作动态

5月8日上午，区人大常委会主任卓远山带领部分区人大代表视察防汛工作。区人大常委会副主任

— 1 —
白露参加视察，区水利局负责人
陪同。
遗失声明：王某某身份证遗失，声明作废。
2
5月9日，区人大常委会副主任白露前往东塘镇竹林村走访慰问困难群众。
5月10日，区人大常委会召开主任会议。
第 3 页 共 4 页
人大要闻
近年来，区人大常委会坚持尊重代表、依靠代表、服务代表，创新工作机制，畅通联系渠道。
送：区人大常委会主任、副主任，区委办公室。
发：区人大常委会各工委室。
---
"""


def month(text: str) -> list[Recognised]:
    return recognise(text, year=2025, month=5, lexicon=LEXICON)


def test_a_month_becomes_its_activities() -> None:
    found = month(MONTH)
    assert [(one.start.day if one.start else 0, one.title) for one in found] == [
        (8, "卓远山率队视察全区防汛工作"),
        (9, "白露走访慰问困难群众"),
        (10, "区人大常委会主任会议召开"),
    ]
    assert found[0].text == (
        "5月8日上午，区人大常委会主任卓远山带领部分区人大代表视察防汛工作。"
        "区人大常委会副主任白露参加视察，区水利局负责人陪同。"
    )
    assert [person.name for person in found[0].people] == ["卓远山", "白露"]


def test_what_is_left_out_is_named() -> None:
    reasons = dict(cut(MONTH).left_out)
    assert reasons["— 1 —"] == reasons["第 3 页 共 4 页"] == "页码"
    assert reasons["遗失声明：王某某身份证遗失，声明作废。"] == "页面杂项"
    assert reasons["送：区人大常委会主任、副主任，区委办公室。"] == "发送范围"
    assert cut(MONTH).contents == [
        "卓远山率队视察全区防汛工作",
        "白露走访慰问困难群众",
        "区人大常委会主任会议召开",
    ]


def test_a_line_that_begins_with_a_date_is_a_paragraph_of_its_own() -> None:
    found = month("5月8日，区人大常委会主任卓远山调研防汛工作\n5月9日，区人大常委会副主任白露调研教育工作")
    assert [one.title for one in found] == ["卓远山调研防汛工作", "白露调研教育工作"]


def test_a_heading_right_above_is_the_title() -> None:
    found = month(
        "卓远山到柳桥调研防汛抗旱工作\n5月8日，区人大常委会主任卓远山到柳桥街道调研防汛抗旱工作。\n"
    )
    assert [one.title for one in found] == ["卓远山到柳桥调研防汛抗旱工作"]


def test_the_same_day_is_that_of_the_paragraph_above_and_is_asked_about() -> None:
    found = month(
        "5月8日上午，区人大常委会主任卓远山调研防汛工作。\n同日下午，区人大常委会副主任白露调研教育工作。"
    )
    assert found[1].start == found[0].start
    assert (found[1].half_day, found[1].unsure[0].field) == ("pm", "date")


def test_a_single_paragraph_always_comes_back() -> None:
    (one,) = month("关于开展活动的通知")
    assert {doubt.field for doubt in one.unsure} >= {"date", "kind"}
    assert month(" \n\t\n") == []
