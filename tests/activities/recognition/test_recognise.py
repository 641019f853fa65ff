"""What single paragraphs say, one trap at a time."""

from __future__ import annotations

from datetime import date

import pytest

from activities.recognition import Lexicon, Recognised, lexicon_from_roster, recognise

LEXICON = lexicon_from_roster(
    {
        "roster": [
            {"name": "卓远山", "posts": ["区人大常委会党组书记", "区人大常委会主任"]},
            {"name": "白露", "posts": ["区人大常委会党组副书记", "区人大常委会副主任"]},
            {"name": "高峰", "posts": ["区人大常委会党组成员", "区人大常委会副主任"]},
            {"name": "荣耀", "posts": ["区长"]},
            {"name": "王磊", "posts": ["区人大代表"]},
            {"name": "王磊", "posts": ["区水利局局长"]},
            {"name": "迪丽娜尔·艾尼", "posts": ["区人大常委会副主任"]},
            {"name": "张 三", "posts": ["区人大代表"]},
        ],
        "organs": [
            "区水利局",
            {"name": "区住房和城乡建设局", "short_name": "区住建局", "former_names": ["区建委"]},
            "区自然资源和规划局",
            "柳桥街道",
            "东塘镇",
            "区人大常委会办公室",
        ],
    }
)


def read(text: str, *, year: int = 2025, month: int | None = 5, lexicon: Lexicon = LEXICON) -> Recognised:
    """The only result."""
    (one,) = recognise(text, year=year, month=month, lexicon=lexicon)
    return one


def people(one: Recognised) -> list[tuple[str, str, str]]:
    return [(person.title, person.name, person.participation) for person in one.people]


@pytest.mark.parametrize(
    ("words", "start", "end", "half"),
    [
        ("5月12日至18日", date(2025, 5, 12), date(2025, 5, 18), ""),
        ("5月24日—25日", date(2025, 5, 24), date(2025, 5, 25), ""),
        ("5月30日至6月2日", date(2025, 5, 30), date(2025, 6, 2), ""),
        ("12月29日至2026年1月1日", date(2025, 12, 29), date(2026, 1, 1), ""),
        ("12月29日至1月1日", date(2025, 12, 29), date(2026, 1, 1), ""),
        ("2024年5月7日", date(2024, 5, 7), date(2024, 5, 7), ""),
        ("５月８日上午", date(2025, 5, 8), date(2025, 5, 8), "am"),
        ("5月8日（星期四）下午", date(2025, 5, 8), date(2025, 5, 8), "pm"),
        ("5月8日晚", date(2025, 5, 8), date(2025, 5, 8), "evening"),
        ("5月8日全天", date(2025, 5, 8), date(2025, 5, 8), ""),
        ("5月9日、10日", date(2025, 5, 9), date(2025, 5, 10), ""),
        ("5.12-5.18", date(2025, 5, 12), date(2025, 5, 18), ""),
        ("二〇二五年五月八日上午", date(2025, 5, 8), date(2025, 5, 8), "am"),
    ],
)
def test_days(words: str, start: date, end: date, half: str) -> None:
    one = read(f"{words}，区人大常委会主任卓远山调研防汛工作。", month=12 if "12月" in words else 5)
    assert (one.start, one.end, one.half_day) == (start, end, half)
    assert all(doubt.field != "date" for doubt in one.unsure)


def test_december_in_a_january_issue_is_last_year_and_is_asked_about() -> None:
    one = read("12月30日，区人大常委会主任卓远山调研防汛工作。", year=2025, month=1)
    assert one.start == date(2024, 12, 30)
    assert "2024年" in next(doubt.reason for doubt in one.unsure if doubt.field == "date")


@pytest.mark.parametrize("words", ["近日", "日前", "4月中旬", "今天上午", "2月30日"])
def test_no_day_is_said_and_none_is_made_up(words: str) -> None:
    one = read(f"{words}，区人大常委会主任卓远山调研防汛工作。")
    assert one.start is one.end is None
    assert [doubt.text for doubt in one.unsure if doubt.field == "date"] == [words]


def test_a_day_that_is_only_mentioned_is_not_the_day() -> None:
    one = read("5月8日，区人大常委会主任卓远山督办建议，要求5月底前办结，6月1日起实行。")
    assert (one.start, one.end) == (date(2025, 5, 8), date(2025, 5, 8))


def test_one_mark_joins_titles_people_and_units() -> None:
    one = read(
        "5月8日，区长荣耀、区人大常委会党组副书记、副主任白露、副区长高小松，区相关部门及东塘镇主要负责人等陪同。"
    )
    assert people(one) == [
        ("区长", "荣耀", "陪同"),
        ("区人大常委会党组副书记、副主任", "白露", "陪同"),
        ("副区长", "高小松", "陪同"),
    ]
    assert [(unit.name, unit.represented_by) for unit in one.units] == [
        ("区相关部门", "主要负责人"),
        ("东塘镇", "主要负责人"),
    ]
    assert one.open_lists
    assert {doubt.text for doubt in one.unsure if doubt.field in {"people", "units"}} == {"高小松"}


def test_a_shared_title_and_an_elided_body() -> None:
    one = read(
        "5月8日，区人大常委会党组召开会议。区人大常委会党组书记、主任卓远山主持会议并讲话，"
        "党组副书记、副主任白露，党组成员、副主任高峰、罗大成出席会议，常委会副主任迪丽娜尔·艾尼列席会议。"
    )
    found = {person.name: person for person in one.people}
    assert found["卓远山"].participation == "主持会议并讲话"
    assert found["白露"].title_full == "区人大常委会党组副书记、副主任"
    assert found["罗大成"].title == "党组成员、副主任"
    assert found["高峰"].collective_title
    assert found["罗大成"].collective_title
    assert found["迪丽娜尔·艾尼"].title_full == "区人大常委会副主任"
    assert [doubt.text for doubt in one.unsure] == ["罗大成"]
    assert one.organiser == "区人大常委会党组"
    assert one.title == "区人大常委会党组会议召开"


def test_a_village_may_bear_a_leaders_name() -> None:
    one = read("5月8日，区人大常委会副主任白露到东塘镇卓远山村、高峰社区、荣耀广场走访慰问困难群众。")
    assert [person.name for person in one.people] == ["白露"]
    assert one.place == "东塘镇卓远山村、高峰社区、荣耀广场"


def test_a_common_word_is_a_name_only_behind_a_title() -> None:
    one = read("5月8日，区人大常委会副主任高峰调研早高峰期间交通组织情况。")
    assert [(person.name, person.span.start) for person in one.people] == [("高峰", 14)]


def test_a_longer_unknown_name_is_not_cut_to_a_known_one() -> None:
    one = read("5月8日，区人大代表王磊磊、高峰岩参加视察。")
    assert [person.name for person in one.people] == ["王磊磊", "高峰岩"]
    assert all(not person.keys for person in one.people)


def test_namesakes_are_told_apart_by_title_or_asked_about() -> None:
    one = read("5月8日，区水利局局长王磊、区人大代表王磊参加。")
    assert people(one) == [("区水利局局长", "王磊", "参加"), ("区人大代表", "王磊", "参加")]
    assert [doubt.field for doubt in one.unsure] == ["kind"]
    asked = read("5月8日，王磊参加视察。").unsure
    assert "2位王磊" in asked[0].reason


def test_a_title_that_is_not_held_is_asked_about() -> None:
    one = read("5月8日，区教育局局长白露参加视察。")
    assert [(doubt.text, doubt.reason) for doubt in one.unsure] == [
        ("区教育局局长", "名册里白露没有这个职务")
    ]


def test_names_with_a_space_and_remarks_in_brackets() -> None:
    one = read("5月8日，区人大代表张　三、卢 俊（女，回族）参加视察。")
    assert [person.name for person in one.people] == ["张三", "卢俊"]
    assert one.text[one.people[0].span.start : one.people[0].span.end] == "张　三"


def test_a_guest_known_by_surname_with_the_firm() -> None:
    one = read(
        "5月8日上午，区人大常委会副主任白露在区机关第二会议室，会见宁波澜岸新材料有限公司戚总一行，就项目选址进行洽谈。"
    )
    guest = one.people[1]
    assert (guest.name, guest.title, guest.firm, guest.party) == (
        "戚总", "", "宁波澜岸新材料有限公司", "一行"
    )  # fmt: skip
    assert (guest.partial, guest.participation) == (True, "被会见")
    assert people(one)[0] == ("区人大常委会副主任", "白露", "会见")
    assert (one.place, one.kind_code) == ("区机关第二会议室", "reception")


def test_units_by_short_former_and_shortened_names() -> None:
    one = read("5月8日，区人大常委会副主任白露调研，区水利局、住建局、区建委和区自然资源和规划局负责人陪同。")
    assert [unit.name for unit in one.units] == ["区水利局", "住建局", "区建委", "区自然资源和规划局"]
    assert all(unit.represented_by == "负责人" for unit in one.units)
    assert all(doubt.field != "units" for doubt in one.unsure)


def test_units_of_other_districts_are_found_and_asked_about() -> None:
    one = read(
        "5月8日，旗农牧局、国网云岭供电公司、县人民法院、额仁苏木等单位负责人参加。", lexicon=Lexicon()
    )
    assert [unit.name for unit in one.units] == ["旗农牧局", "国网云岭供电公司", "县人民法院", "额仁苏木"]
    assert sum(doubt.field == "units" for doubt in one.unsure) == 4


def test_groups_have_no_names() -> None:
    one = read(
        "5月8日，区人大常委会主任卓远山带领部分区人大代表视察防汛工作，各乡镇人大主席、街道人大工委主任参加。"
    )
    assert [(group.name, group.participation) for group in one.groups] == [
        ("部分区人大代表", "视察"),
        ("各乡镇人大主席", "参加"),
        ("街道人大工委主任", "参加"),
    ]
    assert one.title == "卓远山率队视察防汛工作"


def test_whose_words_were_studied_did_not_come() -> None:
    one = read("5月8日，区人大机关召开学习会，传达学习习近平总书记重要讲话精神和荣耀同志讲话精神，白露主持。")
    assert [person.name for person in one.people] == ["白露"]


def test_who_asked_others_to_go_did_not_come() -> None:
    one = read("5月8日，受区人大常委会主任卓远山委托，区人大常委会副主任白露到柳桥街道调研防汛工作。")
    assert people(one) == [("区人大常委会副主任", "白露", "调研")]


def test_what_a_list_could_not_make_out_is_asked_about() -> None:
    one = read("5月8日，区长荣耀、集团总裁Mike Lee、区人大常委会副主任白露陪同。")
    assert ("区长", "荣耀", "陪同") in people(one)
    assert "没有看懂" in one.unsure[0].reason
    assert "Mike" in one.unsure[0].text


def test_the_number_of_a_meeting() -> None:
    meeting = read("5月8日，区人大常委会党组召开2025年第九次会议。").meeting
    assert meeting is not None
    assert (meeting.body, meeting.year, meeting.number, meeting.number_text) == (
        "区人大常委会党组", 2025, 9, "第九次"
    )  # fmt: skip


def test_guests_from_above_make_it_theirs() -> None:
    one = read(
        "5月8日，省人大常委会副主任裴大年深入我区东塘镇调研和美乡村建设情况。区人大常委会主任卓远山陪同。"
    )
    assert (one.kind_code, one.people[0].level) == ("superior_research", "省")
    assert one.title == "裴大年来区开展和美乡村建设调研"


def test_kinds_are_those_of_the_district() -> None:
    lexicon = Lexicon(kinds={"walk": "环湖毅行", "other": "其他"})
    assert read("5月8日，区人大机关开展环湖毅行活动。", lexicon=lexicon).kind == "环湖毅行"
    doubtful = read("5月8日，区人大机关举行文艺演出。", lexicon=lexicon)
    assert doubtful.kind == "其他"
    assert [doubt.field for doubt in doubtful.unsure] == ["kind"]


def test_the_json_has_the_agreed_keys() -> None:
    one = read("5月8日上午，区人大常委会主任卓远山到柳桥街道调研防汛工作。区水利局负责人陪同。")
    assert one.as_json() == {
        "start": "2025-05-08",
        "end": "2025-05-08",
        "half_day": "am",
        "kind": "调研",
        "people": [{"name": "卓远山", "title": "区人大常委会主任", "participation": "调研"}],
        "units": ["区水利局"],
        "places": ["柳桥街道"],
        "title": "卓远山调研防汛工作",
        "unsure": [],
    }


def test_everything_can_be_marked_in_the_text() -> None:
    one = read("5月8日上午，区人大常委会主任卓远山到柳桥街道调研防汛工作。区水利局负责人陪同。")

    def words(name: str) -> str:
        return one.text[one.spans[name].start : one.spans[name].end]

    assert one.date_span is not None
    assert one.text[one.date_span.start : one.date_span.end] == "5月8日上午"
    assert (words("topic"), words("kind")) == ("防汛工作", "调研")
