"""Who in the register a row means, rows about the same person, and what is changed of them."""

from datetime import date
from typing import Any

import pytest

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.documents import operations as imports
from congress.documents.imports import Outcome
from congress.organs.enums import AreaKind, CongressLevel
from congress.organs.models import Area, Constituency, Term
from deputies import operations
from deputies.enums import Beginning, Ending, GroupKind, GroupPostKind
from deputies.models import DeputyGroup, Deputyship, GroupMembership, GroupPost, Person
from tests.deputies.roster.dirty import district
from tests.deputies.roster.steps import HEADS, check, enter, reasons, review, table, upload, write
from tests.factories import make_person, make_term, make_user

pytestmark = pytest.mark.django_db

ZHANG = ["赵永东", "男", "1975.03", "10000000001", "区", "1", "1"]


@pytest.fixture
def clerk(db: None) -> User:
    district()
    return make_user(Role.OFFICE)


def known(name: str = "赵永东", **facts: Any) -> Person:
    return operations.create_person(actor=None, name=name, **facts)


@pytest.mark.parametrize("facts", [{"birth_date": date(1975, 3, 15)}, {"phone": "10000000001"}])
def test_same_name_and_birth_month_or_phone_is_the_same_person(clerk: User, facts: dict[str, Any]) -> None:
    person = known(**facts)
    enter(clerk, ZHANG)
    assert Person.objects.get().pk == person.pk
    assert person.deputyships.get().term.number == 5


def test_same_deputyship_is_the_same_person(clerk: User) -> None:
    person = known()
    operations.create_deputyship(actor=None, person=person, term=Term.objects.get())
    enter(clerk, ZHANG)
    person.refresh_from_db()
    assert (person.birth_date, person.phone) == (date(1975, 3, 1), "10000000001")


def test_name_alone_is_asked_and_stops_the_file(clerk: User) -> None:
    person = known(organisation="区水利局")
    run = upload(clerk, table(ZHANG))
    checked = review(run)
    cell = checked.rows[0].cells["name"]
    assert cell.question == "名册里有“赵永东”，请选定是谁"
    assert [answer.label for answer in cell.answers] == ["赵永东：出生年月不详，区水利局", "都不是，新增一人"]
    assert checked.refusal == "选定 1 行是谁后才能写入；在此之前不会有任何改动"
    with pytest.raises(Conflict, match="选定 1 行是谁"):
        write(run)
    imports.answer(run=run, answers={"2": str(person.pk)})
    write(run)
    assert Person.objects.get().phone == "10000000001"


def test_the_answer_can_be_that_it_is_somebody_else(clerk: User) -> None:
    known()
    run = upload(clerk, table(ZHANG))
    imports.answer(run=run, answers={"2": "new"})
    write(run)
    assert Person.objects.filter(name="赵永东").count() == 2


def test_an_answer_that_is_not_offered_is_no_answer(clerk: User) -> None:
    stranger = known("李强")
    known()
    run = upload(clerk, table(ZHANG))
    imports.answer(run=run, answers={"2": str(stranger.pk)})
    run.refresh_from_db()
    assert review(run).questions


def test_other_birth_month_is_another_person_and_said(clerk: User) -> None:
    known(birth_date=date(1980, 5, 1))
    checked = check(clerk, ZHANG)
    assert checked.rows[0].outcome == Outcome.NEW
    assert reasons(checked.rows[0])["name"] == "名册里另有 1 位赵永东，出生年月不同，按新的人新增"


def test_same_phone_but_other_birth_month_is_asked(clerk: User) -> None:
    known(birth_date=date(1980, 5, 1), phone="10000000001")
    assert len(check(clerk, ZHANG).questions) == 1


def test_of_two_namesakes_the_one_with_more_in_common_is_meant(clerk: User) -> None:
    known(birth_date=date(1975, 3, 1))
    meant = known(birth_date=date(1975, 3, 1), phone="10000000001")
    assert check(clerk, ZHANG).rows[0].record.person == meant


def test_two_namesakes_of_one_month_are_asked(clerk: User) -> None:
    known(birth_date=date(1975, 3, 1), organisation="区水利局")
    known(birth_date=date(1975, 3, 9), organisation="区审计局")
    checked = check(clerk, ZHANG)
    cell = checked.rows[0].cells["name"]
    assert (cell.question, len(cell.answers)) == ("名册里有 2 位“赵永东”，请选定是谁", 3)


def test_spelling_of_a_minority_name_makes_no_other_person(clerk: User) -> None:
    person = known("古丽·阿依", birth_date=date(1988, 6, 1))
    row = check(clerk, ["古丽 • 阿依", "女", "1988.06", None, "区", None, None]).rows[0]
    assert (row.record.person, row.outcome) == (person, Outcome.UPDATE)


def test_phone_of_somebody_else_is_pointed_out(clerk: User) -> None:
    known("李强", phone="10000000001")
    assert reasons(check(clerk, ZHANG).rows[0]) == {"phone": "名册里这个号码是李强的"}


def test_empty_cells_change_nothing_filled_ones_do(clerk: User) -> None:
    enter(clerk, ZHANG)
    before = AuditEvent.objects.count()
    enter(clerk, ["赵永东", None, "1975.03", "10000000009", "区", None, None])
    person = Person.objects.get()
    assert (person.sex, person.phone) == ("male", "10000000009")
    assert str(person.deputyships.get().constituency) == "东塘镇第1选区"
    verbs = AuditEvent.objects.order_by("seq").values_list("verb", flat=True)
    assert list(verbs)[before:] == ["deputies:change_person", "documents:import_write"]


def test_month_in_the_file_does_not_undo_a_known_day(clerk: User) -> None:
    person = known(birth_date=date(1975, 3, 15))
    enter(clerk, ZHANG)
    person.refresh_from_db()
    assert person.birth_date == date(1975, 3, 15)


def test_other_group_is_a_move_from_today(clerk: User) -> None:
    enter(clerk, ZHANG)
    run = enter(clerk, [*ZHANG[:6], "第二小组"])
    assert run.counts["update"] == 1
    old, new = GroupMembership.objects.order_by("pk")
    assert (str(old.group), old.ends_on is None) == ("第一小组", False)
    assert (str(new.group), new.ends_on) == ("第二小组", None)
    assert check(clerk, [*ZHANG[:6], "第二小组"]).rows[0].outcome == Outcome.SAME


def test_posts_of_groups(clerk: User) -> None:
    heads = [*HEADS, "小组职务"]
    rows: list[list[Any]] = [
        [*ZHANG, "组长"],
        ["周敏", "女", "1985.07", None, "区", "2", "1", "联络员"],
        ["李强", "男", "1990.03", None, "区", None, "1", "组员"],
    ]
    enter(clerk, *rows, heads=heads)
    posts = {post.person.name: post.kind for post in GroupPost.objects.select_related("person")}
    assert posts == {"赵永东": GroupPostKind.LEADER, "周敏": GroupPostKind.LIAISON}
    assert {row.outcome for row in check(clerk, *rows, heads=heads).rows} == {Outcome.SAME}
    other = check(clerk, ["李强", "男", "1990.03", None, "区", None, "1", "组长"], heads=heads)
    assert reasons(other.rows[0])["group_post"] == "第一小组现任组长是赵永东，请先在小组里登记离任"


def test_two_leaders_of_one_group_are_refused(clerk: User) -> None:
    checked = check(
        clerk,
        [*ZHANG, "组长"],
        ["周敏", "女", "1985.07", None, "区", "2", "1", "组长"],
        ["李强", "男", "1990.03", None, "区", None, None, "组长"],
        heads=[*HEADS, "小组职务"],
    )
    assert reasons(checked.rows[1])["group_post"] == "第一小组的组长已写在第 2 行，请改正一行"
    assert reasons(checked.rows[2])["group_post"] == "没有写是哪个小组的，请填代表小组"


def test_professional_groups_beside_the_territorial_one(clerk: User) -> None:
    enter(clerk, [*ZHANG, "教育卫生专业小组、文化旅游专业小组"], heads=[*HEADS, "专业小组"])
    groups = DeputyGroup.objects.filter(kind=GroupKind.PROFESSIONAL)
    assert {str(group) for group in groups} == {"教育卫生专业小组", "文化旅游专业小组"}
    assert GroupMembership.objects.filter(is_main=False).count() == 2


def test_deputyship_that_has_ended_is_read_only(clerk: User) -> None:
    enter(clerk, ZHANG)
    row = Deputyship.objects.get()
    operations.end_deputyship(
        deputyship=row,
        actor=None,
        version=row.version,
        ends_on=date(2026, 3, 1),
        how_ended=Ending.RESIGNED,
    )
    said = reasons(check(clerk, ZHANG).rows[0])["name"]
    assert said == "这一届的代表资格已于2026年3月1日结束（辞职），档案只读，请删去这一行"


def test_repeated_row_that_says_something_else_is_an_error(clerk: User) -> None:
    checked = check(clerk, ZHANG, ["赵永东", "男", "1975.03", "10000000009", "区", "1", "1"])
    assert reasons(checked.rows[1])["name"] == "与第 2 行是同一人，电话不同，请删去一行"


def test_repeated_row_is_passed_over_before_anything_is_asked(clerk: User) -> None:
    known()
    checked = check(clerk, ZHANG, ["赵 永东", "男", "1975年3月", 10000000001, "区级", "1", "1"])
    assert [row.passed_over for row in checked.rows] == ["", "与第 2 行重复"]
    assert len(checked.questions) == 1


def test_namesakes_that_nothing_tells_apart_are_an_error(clerk: User) -> None:
    checked = check(
        clerk,
        ["王芳", "女", None, None, "区", "1", None],
        ["王芳", "女", None, None, "区", "2", None],
        ["王芳", "女", "1980.05", "10000000003", "区", "2", None],
        ["李强", "男", "1980.05", None, "区", "2", None],
        ["李强", "男", "1981.05", None, "区", "2", None],
    )
    assert "分不清是不是同一人" in reasons(checked.rows[1])["name"]
    assert "分不清是不是同一人" in reasons(checked.rows[2])["name"]
    assert [row.outcome for row in checked.rows[3:]] == [Outcome.NEW, Outcome.NEW]
    assert checked.errors == checked.rows[1:3]


def test_deputy_of_two_levels_in_one_file_is_one_person(clerk: User) -> None:
    make_term(CongressLevel.CITY, number=16)
    city = ["赵永东", "男", "1975.03", None, "市", None, None, "大学"]
    enter(clerk, [*ZHANG, None], city, heads=[*HEADS, "学历"])
    person = Person.objects.get()
    assert (person.education, person.phone) == ("大学", "10000000001")
    assert sorted(person.deputyships.values_list("level", flat=True)) == ["city", "district"]


def test_deputies_of_a_town(clerk: User) -> None:
    town = Area.objects.get(name="东塘镇")
    make_term(CongressLevel.TOWN, town, number=3)
    Constituency.objects.create(level=CongressLevel.TOWN, name="第1选区", number=1, area=town, seats=2)
    checked = check(
        clerk,
        ["赵永东", "男", "1975.03", None, "镇", "第1选区", None, None],
        ["周敏", "女", "1985.07", None, "镇", None, None, "东塘镇"],
        ["李强", "男", "1990.03", None, "镇", None, None, None],
        ["韩梅", "女", "1979.12", None, "镇", None, None, "蓬莱镇"],
        heads=[*HEADS, "乡镇"],
    )
    assert [row.record.term.area if row.record else None for row in checked.rows] == [town, town, None, None]
    assert reasons(checked.rows[2])["level"] == "乡镇级代表须写明是哪个乡镇：请填选区，或加一列“乡镇”"
    assert reasons(checked.rows[3])["area"] == "区划里没有“蓬莱镇”，请改成已有的名称"


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        (["王芳", "女", None, None, "市", None, None], "level", "平台里没有市级现在的届次"),
        (["王芳", "女", None, None, "区", "19", None], "constituency", "选区名册里没有“19”"),
        (["王芳", "女", None, None, "区", "东塘镇第19选区", None], "constituency", "，最大为第3选区"),
        (["王芳", "女", None, None, "区", None, "柳桥片"], "group", "没有“柳桥片”这个小组"),
        (["王芳", "女", "2015.05", None, "区", None, None], "birth", "不满 18 周岁"),
        (["=A1", "女", None, None, "区", None, None], "name", "这一格是公式"),
        (["#REF!", "女", None, None, "区", None, None], "name", "公式出错（#REF!）"),
    ],
)
def test_reasons_at_the_cell(clerk: User, row: list[Any], cell: str, said: str) -> None:
    assert said in reasons(check(clerk, row).rows[0])[cell]


def test_days_outside_the_term_and_unknown_terms(clerk: User) -> None:
    checked = check(
        clerk,
        [*ZHANG, "2020-01-01", "5", "补选"],
        ["周敏", "女", "1985.07", None, "区", None, None, "2024年3月2日", "4", None],
        ["李强", "男", "1990.03", None, "区", None, None, "2024年3月2日", "5", "补选"],
        heads=[*HEADS, "当选日期", "届次", "产生方式"],
    )
    assert reasons(checked.rows[0])["starts_on"] == "早于这一届的开始日期（2021年12月28日）"
    assert reasons(checked.rows[1])["term"] == "平台里没有区县级第四届，请先在“届次会议”里登记"
    assert checked.rows[2].is_clear
    assert checked.rows[2].record.seat_changes["how_began"] == Beginning.BY_ELECTION


def test_city_deputies_have_no_constituency(clerk: User) -> None:
    make_term(CongressLevel.CITY, number=16)
    row = check(clerk, ["赵永东", "男", "1975.03", None, "市", "安澜区", None]).rows[0]
    assert reasons(row) == {"constituency": "市级代表不分选区，没有导入"}
    assert row.is_clear


def test_those_without_a_group_are_named(clerk: User) -> None:
    enter(clerk, ZHANG)
    checked = check(clerk, ["周敏", "女", "1985.07", None, "区", None, None])
    assert checked.findings == [
        "写入以后，区县级代表 2 名，编成 1 个小组，平均每组 1.0 名，其中 1 名没有编入小组：周敏。"
    ]


@pytest.mark.parametrize(("people", "groups", "mean"), [(305, 18, "16.9"), (45, 20, "2.3")])
def test_everybody_is_in_a_group_of_this_average(clerk: User, people: int, groups: int, mean: str) -> None:
    rows = [
        [f"{chr(0x4E00 + n)}敏", None, None, None, "区", None, str(n % groups + 1)] for n in range(people)
    ]
    said = f"写入以后，区县级代表 {people} 名，编成 {groups} 个小组，平均每组 {mean} 名，没有漏编的。"
    assert check(clerk, *rows).findings == [said]


def test_file_without_level_anywhere_says_so(clerk: User) -> None:
    run = upload(clerk, table(["赵永东", "男"], heads=["姓名", "性别"]))
    assert reasons(review(run).rows[0]) == {"level": "层级没有填"}
    imports.map_columns(run=run, sheet=run.sheet, head=0, mapping=run.mapping, fixed={"level": "区县级"})
    run.refresh_from_db()
    assert review(run).refusal == ""


def test_a_town_that_is_no_town_has_no_congress(clerk: User) -> None:
    street = Area.objects.create(
        kind=AreaKind.SUBDISTRICT, name="柳桥街道", parent=Area.objects.get(name="安澜区")
    )
    row = check(
        clerk, ["赵永东", None, None, None, "乡镇级", None, None, street.name], heads=[*HEADS, "镇街"]
    ).rows[0]
    assert reasons(row)["level"] == "平台里没有柳桥街道现在的届次，请先在“届次会议”里登记"


def test_someone_from_the_log_is_not_doubled(clerk: User) -> None:
    make_person("赵永东", title="区人大常委会主任", order=1)
    assert len(check(clerk, ZHANG).questions) == 1
