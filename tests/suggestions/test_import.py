"""A session's suggestions in a spreadsheet: what goes in, what is refused and why, the same file again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.documents import operations as documents
from congress.documents.review import Review
from congress.notices.models import Notice
from congress.organs.enums import AreaKind
from congress.organs.models import Organ, Session
from deputies.models import Deputyship
from suggestions.enums import Part, State
from suggestions.importing.parsers import in_parts
from suggestions.imports import SUGGESTIONS, from_title
from suggestions.models import Category, Clock, NumberSeries, Suggestion
from tests.deputies.roster.steps import reasons, review, table, upload
from tests.factories import make_area, make_deputyship, make_organ, make_person, make_term, make_user

pytestmark = pytest.mark.django_db
HEADS = ["编号", "案由", "领衔代表", "附议", "类别", "主办单位", "协办单位", "内容"]
TITLE = "关于缓解老汽车站周边停车难的建议"


@pytest.fixture
def office() -> User:
    """A district with a session, three deputies, three bureaus with a clerk each."""
    make_area("安澜区", AreaKind.DISTRICT)
    Session.objects.create(
        term=make_term(number=5), number=5, starts_on=date(2026, 1, 6), ends_on=date(2026, 1, 9)
    )
    for name in ("何素琴", "沈玉兰", "魏长河"):
        deputy(name)
    for name in ("区交通运输局", "区城市管理局", "区公安局"):
        make_user(Role.UNIT, organ=make_organ(name), username=name)
    return make_user(Role.OFFICE)


def deputy(name: str) -> Deputyship:
    seat = make_deputyship(make_person(name))
    Deputyship.objects.filter(pk=seat.pk).update(term=make_term(number=5))
    return seat


def line(number: Any = "007", **cells: Any) -> list[Any]:
    """A good row; ``cells`` by position of the head replace its parts."""
    row = [
        number,
        TITLE,
        "何素琴",
        "沈玉兰、魏长河",
        "道路交通",
        "区交通运输局",
        "区城市管理局",
        "早晚都堵。\n建议：划出车位。",
    ]
    for name, value in cells.items():
        row[HEADS.index({"title": "案由", "lead": "领衔代表", "signers": "附议", "category": "类别",
                         "units": "主办单位", "co": "协办单位", "text": "内容"}[name])] = value  # fmt: skip
    return row


def kept(actor: User, *rows: Sequence[Any], heads: Sequence[str] = HEADS) -> Any:
    """The file kept and its columns matched, the whole table being of the fifth session."""
    run = upload(actor, table(*rows, heads=heads), "建议.xlsx", SUGGESTIONS)
    documents.map_columns(
        run=run, sheet=run.sheet, head=run.head, mapping=run.mapping, fixed={"session": "五届五次会议"}
    )
    run.refresh_from_db()
    return run


def check(actor: User, *rows: Sequence[Any]) -> Review:
    return review(kept(actor, *rows), SUGGESTIONS)


def write(run: Any) -> Any:
    return documents.write(run=run, spec=SUGGESTIONS, actor=run.actor)


def test_a_session_goes_in_with_its_numbers_and_is_handed_over(office: User) -> None:
    write(kept(office, line("007"), line("第12号", title="关于路灯的建议", units="", co="", text="")))
    first = Suggestion.objects.get(number=7)
    assert (first.number_text, first.state, first.title) == ("5-5-007", State.HANDLING, TITLE)
    assert (first.situation, first.proposal) == ("早晚都堵。", "划出车位。")
    assert {part.organ_name: part.part for part in first.handlings.all()} == {
        "区交通运输局": Part.LEAD,
        "区城市管理局": Part.CO,
    }
    assert first.cosigners.filter(state="confirmed").count() == 2
    assert first.steps.filter(handling=None).count() == 3
    assert Clock.objects.running().filter(suggestion=first, kind="reply").count() == 1
    second = Suggestion.objects.get(number=12)
    assert (second.state, second.situation) == (State.REGISTERED, "全文见纸质件。")
    assert NumberSeries.objects.get(key=first.number_key).last == 12, "the next one is 013"


def test_each_unit_is_told_once_of_all_it_gets(office: User) -> None:
    write(
        kept(
            office,
            line(1),
            line(2, title="关于路灯的建议"),
            line(3, title="关于路口的建议", units="区公安局"),
        )
    )
    told = Notice.objects.filter(user__username="区交通运输局")
    assert [notice.title for notice in told] == ["交办 2 件建议"]
    assert Notice.objects.filter(user__username="区公安局").get().title == "交办：关于路口的建议"


def test_the_same_file_again_changes_nothing(office: User) -> None:
    rows = [line(1), line(2, title="关于路灯的建议", units="", co="")]
    write(kept(office, *rows))
    before = Suggestion.objects.values_list("pk", "version", "state").order_by("pk")
    seen = list(before)
    again = check(office, *rows)
    assert again.count("same") == 2
    assert again.refusal == "没有要新增或更新的内容"
    assert list(before) == seen


def test_units_named_later_hand_over_what_waited(office: User) -> None:
    write(kept(office, line(1, units="", co="")))
    run = kept(office, line(1))
    assert review(run, SUGGESTIONS).count("update") == 1
    write(run)
    assert Suggestion.objects.get(number=1).state == State.HANDLING
    other = check(office, line(1, units="区公安局", co=""))
    assert "没有改" in reasons(other.rows[0])["units"]


@pytest.mark.parametrize(
    ("cells", "name", "message"),
    [
        ({"number": "没有号"}, "number", "看不出“没有号”是几号"),
        ({"number": "000"}, "number", "看不出"),
        ({"title": "长" * 121}, "title", "最多 120 个字，现在 121 个字"),
        ({"lead": "查无此人"}, "lead", "没有代表“查无此人”"),
        ({"lead": "何素勤"}, "lead", "没有代表“何素勤”，请选是谁"),
        ({"signers": "沈玉蓝"}, "signers", "是不是沈玉兰"),
        ({"signers": "何素琴"}, "signers", "是领衔代表，不再算附议"),
        ({"category": "交通道路"}, "category", "没有“交通道路”这个类别，是不是道路交通"),
        ({"category": ""}, "category", "先归入“其他”"),
        ({"units": "区交通局"}, "units", "是不是区交通运输局"),
        ({"units": "区旧局"}, "units", "区旧局已撤销"),
        ({"units": ""}, "co_units", "还要填主办单位"),
        ({"co": "区交通运输局"}, "co_units", "已经是主办单位"),
        ({"units": "区交通运输局、区公安局"}, "units", "主办单位只能有一个"),
        ({"text": "字" * 20_001}, "text", "最多 20,000 个字"),
    ],
)
def test_what_is_wrong_stands_at_its_cell(
    office: User, cells: dict[str, Any], name: str, message: str
) -> None:
    Organ.objects.filter(pk=make_organ("区旧局").pk).update(ends_on=date(2020, 1, 1))
    number = cells.pop("number", "007")
    assert message in reasons(check(office, line(number, **cells)).rows[0])[name]


def test_the_same_number_twice_is_refused_with_the_whole_file(office: User) -> None:
    run = kept(office, line("007"), line("8", title="关于路灯的建议"), line("第7号", title="关于路口的建议"))
    found = review(run, SUGGESTIONS)
    assert reasons(found.rows[2])["number"] == "与第 2 行编号相同，请改正一行"
    with pytest.raises(Conflict):
        write(run)
    assert not Suggestion.objects.exists()


def test_a_number_that_is_taken_by_another_matter(office: User) -> None:
    write(kept(office, line("007")))
    said = reasons(check(office, line("007", title="关于路灯的建议")).rows[0])["number"]
    assert said == f"这个编号已是何素琴的“{TITLE}”，请核对编号"


def test_several_units_share_the_matter(office: User) -> None:
    write(kept(office, line(1, units="区交通运输局、区公安局", co="")))
    assert set(Suggestion.objects.get().handlings.values_list("part", flat=True)) == {Part.SPLIT}


def test_of_two_deputies_of_one_name_the_user_says_who(office: User) -> None:
    second = deputy("何素琴")
    run = kept(office, line(1))
    assert "有 2 位何素琴" in reasons(review(run, SUGGESTIONS).rows[0])["lead"]
    documents.answer(run=run, answers={"2": str(second.pk)})
    run.refresh_from_db()
    write(run)
    assert Suggestion.objects.get().lead_id == second.pk


def test_a_motion_needs_its_signatories(office: User) -> None:
    run = upload(office, table([*line(1), "议案"], heads=[*HEADS, "种类"]), "议案.xlsx", SUGGESTIONS)
    documents.map_columns(
        run=run, sheet=run.sheet, head=run.head, mapping=run.mapping, fixed={"session": "五届五次会议"}
    )
    run.refresh_from_db()
    said = reasons(review(run, SUGGESTIONS).rows[0])["signers"]
    assert said == "议案须 10 名以上代表联名，表里连领衔代表 3 人"


def test_the_title_above_the_table_names_the_session() -> None:
    assert from_title("安澜区第五届人民代表大会第五次会议代表建议、批评和意见") == {"session": "五届五次会议"}
    assert from_title("代表建议一览表") == {}


def test_a_text_is_parted_where_the_demands_begin() -> None:
    assert in_parts("很堵。\n二、具体建议\n划车位。") == ("很堵。", "划车位。")
    assert in_parts("只有情况。") == ("只有情况。", "")
    assert in_parts("建议：划车位。") == ("建议：划车位。", "")


def test_only_the_office_imports(client: Client, office: User) -> None:
    client.force_login(office)
    url = reverse("documents:import_start", args=["suggestions"])
    assert "导入会议建议" in client.get(url).content.decode()
    client.force_login(make_user(Role.TOWN))
    assert client.get(url).status_code == 403
    assert Category.objects.filter(name="道路交通").exists(), "the categories an office begins with"
