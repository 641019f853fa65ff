"""The spreadsheet goes in as it is: every kind of dirt, the error file, the mended file, the export."""

from datetime import date

import pytest

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.documents.imports import Outcome, Row
from congress.documents.models import ImportRun
from congress.documents.review import Review
from deputies.enums import Party, Sex
from deputies.imports import ROSTER
from deputies.models import DeputyGroup, Deputyship, Person
from tests.deputies.roster.dirty import FIRST, as_bytes, district, workbook
from tests.deputies.roster.steps import errors_of, exported, reasons, review, saved, table, upload, write
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(db: None) -> User:
    district()
    return make_user(Role.OFFICE)


@pytest.fixture
def run(clerk: User) -> ImportRun:
    return upload(clerk, as_bytes(workbook()))


@pytest.fixture
def checked(run: ImportRun) -> Review:
    return review(run)


def row(checked: Review, name: str) -> Row:
    return next(row for row in checked.rows if str(row.values["name"]) == name)


def test_the_right_sheet_and_head_are_found(run: ImportRun) -> None:
    assert (run.sheet, run.fixed) == ("代表名册", {"level": "区县级", "term": "第五届"})
    assert len(run.mapping) == 10


def test_what_becomes_of_each_row(checked: Review) -> None:
    assert [row.number for row in checked.rows][:3] == [FIRST, FIRST + 1, FIRST + 2]
    passed = {row.number: row.passed_over for row in checked.rows if row.passed_over}
    assert passed == {
        10: "小标题，用在下面各行",
        13: "与第 11 行重复",
        14: "重复的表头",
        17: "合计行",
        19: "表后的说明",
    }
    assert checked.count(Outcome.NEW) == 8
    assert checked.refusal == ""


def test_unknown_columns_are_named(checked: Review) -> None:
    assert checked.left_out == [(11, "办公电话"), (12, "特长")]


def test_dates_phones_and_names_are_read(checked: Review) -> None:
    people = {
        str(row.values["name"]): (str(row.values["birth"]), row.values["phone"])
        for row in checked.rows
        if row.is_record
    }
    assert people == {
        "赵永东": ("1975年3月", "10000000001"),
        "古丽·阿依": ("1988年6月", "10000000002"),
        "周敏": ("1985年7月16日", "10000000003"),
        "沈国栋": ("1969年9月1日", "10000000004"),
        "何素琴": ("1972年4月9日", "10000000005"),
        "顾明辉": ("1980年1月1日", "10000000006"),
        "李强": ("1990年3月", "10000000008"),
        "韩梅": ("1979年12月", None),
    }


def test_merged_cells_and_titles_between_rows_count_for_each_row(checked: Review) -> None:
    groups = {str(row.values["name"]): row.values["group"] for row in checked.rows if row.is_record}
    first, second = "第一小组", "第二小组"
    assert groups == {
        "赵永东": first, "古丽·阿依": first, "周敏": first, "沈国栋": first,
        "何素琴": second, "顾明辉": second, "李强": second, "韩梅": second,
    }  # fmt: skip
    assert str(row(checked, "沈国栋").values["constituency"]) == "东塘镇第2选区"


def test_corrections_are_said_at_the_cell(checked: Review) -> None:
    assert reasons(row(checked, "赵永东")) == {
        "name": "已去掉名字中的空格",
        "organisation": "按空格分成单位“安澜区人大常委会”和职务“主任”，以下各行相同",
    }
    assert reasons(row(checked, "沈国栋")) == {"birth": "由表格日期序号换算"}
    assert reasons(row(checked, "何素琴")) == {"group": "名册里还没有第二小组，写入时新建"}
    assert reasons(row(checked, "顾明辉")) == {"phone": "只记一个号码，10000000007没有导入"}


def test_everybody_in_one_group_and_the_average_are_said(checked: Review) -> None:
    assert checked.findings == [
        "写入以后，区县级代表 8 名，编成 2 个小组，平均每组 4.0 名，没有漏编的。",
        "东塘镇第3选区应选 2 名，写入以后有 3 名。",
    ]


def test_nothing_is_written_until_it_is_confirmed(checked: Review) -> None:
    assert not Person.objects.exists()
    assert DeputyGroup.objects.count() == 1


def test_what_is_written(run: ImportRun) -> None:
    write(run)
    person = Person.objects.get(name="周敏")
    assert (person.sex, person.ethnicity, person.party) == (Sex.FEMALE, "回族", Party.CDL)
    assert (person.organisation, person.occupation) == ("区人民医院", "医师")
    assert (person.birth_date, person.initials) == (date(1985, 7, 16), "zm")
    deputyship = person.deputyships.get()
    assert (str(deputyship.constituency), deputyship.term.number) == ("东塘镇第2选区", 5)
    assert str(deputyship.memberships.get().group) == "第一小组"
    assert DeputyGroup.objects.get(number=2).memberships.count() == 4
    assert not Person.objects.filter(name="不该导入的人").exists()


def test_same_file_again_changes_nothing(run: ImportRun, clerk: User) -> None:
    write(run)
    again = review(upload(clerk, as_bytes(workbook())))
    assert (again.count(Outcome.SAME), again.count(Outcome.SKIP), again.to_write) == (8, 5, [])
    assert again.refusal == "没有要新增或更新的内容"


def test_export_goes_in_again_without_a_change(run: ImportRun, clerk: User) -> None:
    write(run)
    again = review(upload(clerk, exported(clerk)))
    assert (again.count(Outcome.SAME), len(again.rows)) == (8, 8)
    assert [reasons(row) for row in again.rows] == [{}] * 8
    assert again.left_out == []


def test_the_mended_error_file_goes_in(clerk: User) -> None:
    book = workbook()
    sheet = book["代表名册"]
    sheet["D6"], sheet["K7"], sheet["I12"] = "1975年13月", "1.38E+10", "东塘镇第19选区"
    run = upload(clerk, as_bytes(book))
    with pytest.raises(Conflict, match="改正 3 行错误后才能写入"):
        write(run)
    errors = errors_of(run)
    heads = [cell.value for cell in errors[1]]
    assert heads[-4:] == ["办公电话", "特长", "原表第几行", "要改什么"]
    wrong = {errors.cell(n, 1).value: errors.cell(n, len(heads)).value for n in range(2, 5)}
    assert wrong == {
        "赵 永 东": "姓名：已去掉名字中的空格；出生年月：没有 13 月，请改成实际月份；"
        "工作单位：按空格分成单位“安澜区人大常委会”和职务“主任”，以下各行相同",
        "古丽 • 阿依": "姓名：已去掉名字中的空格；性别：已改为“女”；"
        "电话：表格程序把号码写成了 1.38E+10，后面的数字已经丢失，请填完整号码",
        "顾明辉": "电话：只记一个号码，10000000007没有导入；选区：选区名册里没有“东塘镇第19选区”，最大为第3选区",
    }
    for name, number, value in (("出生年月", 2, "1975年3月"), ("电话", 3, "10000000002"), ("选区", 4, 3)):
        errors.cell(number, heads.index(name) + 1).value = value
    mended = upload(clerk, saved(errors))
    assert mended.fixed == {}
    assert review(mended).refusal == ""
    assert review(mended).left_out == [(heads.index("办公电话"), "办公电话"), (heads.index("特长"), "特长")]
    write(mended)
    assert Deputyship.objects.count() == 8


def test_sample_row_is_passed_over(clerk: User) -> None:
    checked = review(upload(clerk, table(ROSTER.example, heads=[f.label for f in ROSTER.fields])))
    assert [row.passed_over for row in checked.rows] == ["样表里的示例"]


def test_csv_in_gb18030_from_the_same_office(clerk: User) -> None:
    lines = [
        "安澜区第五届人大代表名册,,,,",
        "姓名,性别,出生年月,手机,选区",
        "赵　永东,男,1975.03,10000000001,1",
    ]
    text = "\r\n".join([*lines, "𠮷 敏,女,1985-07-16,1.0000000003E+10,第2选区", "备注：以上,,,,"])
    checked = review(upload(clerk, text.encode("gb18030"), "名册.csv"))
    assert checked.refusal == ""
    assert [str(row.values["name"]) for row in checked.rows if row.is_record] == ["赵永东", "𠮷敏"]
    assert [str(row.values["constituency"]) for row in checked.rows[:2]] == ["东塘镇第1选区", "东塘镇第2选区"]
