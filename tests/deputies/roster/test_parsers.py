"""Cells of a roster in the spellings that offices use."""

from datetime import date, datetime
from typing import Any

import pytest

from congress.documents.parsers import CellError, Corrected, Parser
from congress.documents.sheets import Value
from congress.organs.enums import CongressLevel
from deputies.enums import GroupPostKind, Party, Sex
from deputies.roster import parsers
from deputies.roster.birth import Birth, birth, settle_tenths
from deputies.roster.words import constituency_key, constituency_number, group_number, read_number


def value_of(parse: Parser, raw: Value) -> Any:
    found = parse(raw)
    return found.value if isinstance(found, Corrected) else found


@pytest.mark.parametrize(
    "raw",
    [
        "1975.03", "1975.3", 1975.03, "1975年3月", "1975年03月", "1975-03", "1975/3", "1975.3月", "１９７５．０３",
        "1975、03", "197503", 197503, "1975年3月生", "1975.03（51岁）", "一九七五年三月", " 1975 年 3 月 ",
    ],
)  # fmt: skip
def test_month_in_every_spelling(raw: Value) -> None:
    assert value_of(birth, raw) == Birth(date(1975, 3, 1))


@pytest.mark.parametrize(
    "raw",
    [
        "1975-03-02", "1975.3.2", "1975/03/02", "1975年3月2日", "19750302", 19750302, 27455, "27455",
        date(1975, 3, 2), datetime(1975, 3, 2), "一九七五年三月二日", "1975年3月2日出生",  # noqa: DTZ001
    ],
)  # fmt: skip
def test_day_in_every_spelling(raw: Value) -> None:
    assert value_of(birth, raw) == Birth(date(1975, 3, 2), is_exact=True)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("1975年13月", "没有 13 月"),
        ("1975.02.30", "2月没有30日"),
        ("75.3", "年份请写四位"),
        ("1975", "只有年份"),
        ("1975年", "只有年份"),
        ("不详", "看不出出生年月"),
        ("2199.01", "年份 2199 不对"),
        ("1875年3月", "年份 1875 不对"),
        ("20991231", "还没有到"),
        (True, "看不出"),
        (12.5, "年份请写四位"),
    ],
)
def test_what_is_no_birth_date_is_explained(raw: Value, said: str) -> None:
    with pytest.raises(CellError, match=said):
        birth(raw)


def settled(*column: Value) -> list[int | None]:
    cells = [(raw, value_of(birth, raw)) for raw in column]
    return [found.day.month if found else None for found in settle_tenths(cells).values()]


def test_october_that_lost_its_zero() -> None:
    assert settled(1975.1, 1980.03, 1981.12) == [10]
    assert settled("1975.1", "1980.10") == [1]
    assert settled(1975.1, 1980.3) == [None]
    assert settled(1975.1) == [None]
    assert settled("1975.1月", "1975年1月") == []


def test_month_never_contradicts_a_day_in_it() -> None:
    month, day = Birth(date(1975, 3, 1)), Birth(date(1975, 3, 2), is_exact=True)
    assert not month.says_more_than(date(1975, 3, 15))
    assert month.says_more_than(None)
    assert month.says_more_than(date(1975, 4, 1))
    assert day.says_more_than(date(1975, 3, 1))
    assert (str(month), str(day)) == ("1975年3月", "1975年3月2日")


@pytest.mark.parametrize(
    ("raw", "name", "remark"),
    [
        ("赵永东", "赵永东", ""),
        ("赵 永　东", "赵永东", "已去掉名字中的空格"),
        ("古丽·阿依", "古丽·阿依", ""),
        ("古丽•阿依", "古丽·阿依", "已改为统一写法"),
        ("古丽．阿依", "古丽·阿依", "已改为统一写法"),
        ("古丽 ・ 阿依", "古丽·阿依", "已去掉名字中的空格"),
        ("𠮷田", "𠮷田", ""),
        ("周敏*", "周敏", "已改为统一写法"),
    ],
)
def test_names(raw: str, name: str, remark: str) -> None:
    found = parsers.name(raw)
    assert str(value_of(parsers.name, raw)) == name
    assert (found.remark if isinstance(found, Corrected) else "") == remark


def test_brackets_behind_a_name_are_kept_apart() -> None:
    assert parsers.name("周敏（女，回族）") == parsers.RosterName("周敏", ("女", "回族"))


@pytest.mark.parametrize(
    "raw", ["张三、李四", "=1+1", "13800000000", "张三1", "（女）", "第一小组：", "x" * 70, True]
)
def test_what_is_no_name_is_refused(raw: Value) -> None:
    with pytest.raises(CellError, match=r"看不出是一个人的姓名"):
        parsers.name(raw)


@pytest.mark.parametrize(
    "raw",
    [
        10000000021, "10000000021", "１００００００００２１", "100-0000-0021", "100 0000 0021", "+86 10000000021",
        "8610000000021", "10000000021.0", "1.0000000021E+10",
    ],
)  # fmt: skip
def test_phone_numbers(raw: Value) -> None:
    assert value_of(parsers.phone, raw) == "10000000021"


@pytest.mark.parametrize(
    ("raw", "kept"), [("0554-5550101", "0554-5550101"), (5550101, "5550101"), ("0554 5550101", "05545550101")]
)
def test_landlines(raw: Value, kept: str) -> None:
    assert parsers.phone(raw) == kept


def test_second_number_is_named() -> None:
    found = parsers.phone("10000000021/0554-5550101")
    assert (found.value, found.remark) == ("10000000021", "只记一个号码，0554-5550101没有导入")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("1000000", "手机号应为 11 位，现在 7 位"),
        ("1.38E+10", "后面的数字已经丢失"),
        ("无", "看不出是电话号码"),
        ("/", "看不出是电话号码"),
        ("34", "看不出是电话号码"),
    ],
)
def test_what_is_no_phone_number_is_explained(raw: Value, said: str) -> None:
    with pytest.raises(CellError, match=said):
        parsers.phone(raw)


@pytest.mark.parametrize(
    ("parse", "raw", "value"),
    [
        (parsers.sex, "男", Sex.MALE),
        (parsers.sex, " 女 ", Sex.FEMALE),
        (parsers.sex, "女性", Sex.FEMALE),
        (parsers.sex, 1, Sex.MALE),
        (parsers.people, "汉", "汉族"),
        (parsers.people, "维吾尔族", "维吾尔族"),
        (parsers.people, "穿青人", "穿青人"),
        (parsers.party, "中国共产党党员", Party.CPC),
        (parsers.party, "民盟盟员", Party.CDL),
        (parsers.party, "农工党党员", Party.CPWDP),
        (parsers.party, "民建会员", Party.CNDCA),
        (parsers.party, "无党派", Party.INDEPENDENT),
        (parsers.level, "区级", CongressLevel.DISTRICT),
        (parsers.level, "县", CongressLevel.DISTRICT),
        (parsers.level, "市人大代表", CongressLevel.CITY),
        (parsers.level, "乡镇级", CongressLevel.TOWN),
        (parsers.term, "安澜区第五届人大", 5),
        (parsers.term, "十八", 18),
        (parsers.term, 5, 5),
        (parsers.group_post, "小组长", GroupPostKind.LEADER),
        (parsers.group_post, "组员", None),
        (parsers.several(40), "教育卫生专业小组、文化旅游专业小组", ["教育卫生专业小组", "文化旅游专业小组"]),
    ],
)
def test_words(parse: Parser, raw: Value, value: Any) -> None:
    assert value_of(parse, raw) == value


@pytest.mark.parametrize(
    ("parse", "raw", "said"),
    [
        (parsers.sex, "未知", "可填男、女"),
        (parsers.party, "某某党", "没有“某某党”这种党派"),
        (parsers.level, "特级", "没有“特级”这个层级"),
        (parsers.term, "本届", "看不出是第几届"),
        (parsers.group_post, "主任", "可填组长、副组长、联络员"),
        (parsers.workplace, "长" * 161, "最多 160 个字"),
        (parsers.people, "长" * 21, "最多 20 个字"),
        (parsers.identity, "神仙", "没有“神仙”这种身份"),
    ],
)
def test_other_words_are_refused(parse: Parser, raw: Value, said: str) -> None:
    with pytest.raises(CellError, match=said):
        parse(raw)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18", 18),
        ("十八", 18),
        ("一八", 18),
        ("第二十", 20),
        ("一百零五", 105),
        ("十", 10),
        ("甲", None),
        ("", None),
    ],
)
def test_numbers(text: str, number: int | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["第十三小组", "第13小组", "第十三代表小组", "13组", "13", "第 13 小组（15人）", "十三组"]
)
def test_numbers_of_groups(text: str) -> None:
    assert group_number(text) == 13


def test_groups_called_by_name_have_no_number() -> None:
    assert group_number("柳桥第一代表小组") is None
    assert group_number("教育卫生专业小组") is None


def test_constituencies() -> None:
    same = ["东塘镇第三选区", "东塘镇3选区", "东塘镇第 3 选区", "东塘镇3号选区"]
    assert {constituency_key(text).replace("号", "") for text in same} == {"东塘镇3选区"}
    assert [constituency_number(text) for text in ("第三选区", "3", "3号选区", "东塘镇第3选区")] == [
        3,
        3,
        3,
        None,
    ]
