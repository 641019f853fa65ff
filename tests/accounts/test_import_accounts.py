"""Accounts and roles from a spreadsheet: who is who, what is refused and where, and that nothing is written before."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.imports import ACCOUNTS
from congress.accounts.models import Assignment, User
from congress.documents import operations as imports
from congress.documents.imports import Outcome
from congress.documents.models import ImportRun
from congress.documents.review import Review
from deputies.models import Person
from liaison_stations.enums import StaffRole
from liaison_stations.models import StaffPost
from tests.deputies.roster import steps
from tests.factories import make_area, make_deputyship, make_organ, make_person, make_user
from tests.liaison_stations import stage

pytestmark = pytest.mark.django_db
HEADS = ["姓名", "用户名", "手机号码", "角色", "所在区域", "所属单位", "开始日期", "结束日期", "单位负责人"]


@pytest.fixture
def admin() -> User:
    return make_user(Role.ADMIN)


def upload(user: User, *rows: list[Any]) -> ImportRun:
    """The rows as a file, its columns matched."""
    return steps.upload(user, steps.table(*rows, heads=HEADS), "帐号.xlsx", ACCOUNTS)


def review(run: ImportRun) -> Review:
    """What the page of the third step shows."""
    return steps.review(run, ACCOUNTS)


def write(run: ImportRun) -> None:
    """The file written."""
    imports.write(run=run, spec=ACCOUNTS, actor=run.actor)


def test_one_row_is_one_account_with_its_role(admin: User) -> None:
    organ = make_organ("区教育体育局")
    run = upload(
        admin, ["陈静", None, "138 0000 0001", "承办单位", None, "区教育体育局", "2026年1月1日", None, "是"]
    )
    write(run)
    user = User.objects.get(phone="13800000001")
    assert (user.name, user.username, user.has_usable_password()) == ("陈静", "cj01", False)
    post = user.assignments.get()
    assert (post.role, post.organ, post.starts_on, post.is_head) == (Role.UNIT, organ, date(2026, 1, 1), True)


def test_known_phone_gets_the_role_and_no_second_account(admin: User) -> None:
    make_area("柳桥街道")
    known = make_user(Role.LEADER, name="周敏", phone="13800000002")
    run = upload(admin, ["周敏", None, "13800000002", "乡镇街道人大", "柳桥街道"])
    checked = review(run)
    assert checked.rows[0].outcome == Outcome.UPDATE
    write(run)
    assert User.objects.filter(name="周敏").count() == 1
    assert set(known.assignments.values_list("role", flat=True)) == {Role.LEADER, Role.TOWN}


def test_a_role_that_is_held_already_changes_nothing(admin: User) -> None:
    make_user(Role.LEADER, name="周敏", phone="13800000002")
    assert review(upload(admin, ["周敏", None, "13800000002", "领导"])).rows[0].outcome == Outcome.SAME


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        (["陈静", None, None, "承办单位"], "organ", "承办单位须填所属单位"),
        (["陈静", None, None, "乡镇街道人大"], "area", "乡镇街道人大须填所在的乡镇、街道或园区"),
        (["陈静", None, None, "承办单位", None, "不存在局"], "organ", "名录里没有“不存在局”"),
        (["陈静", None, "12345", "领导"], "phone", "手机号码是 1 开头的 11 位数字"),
        (["陈静", "1cj", None, "领导"], "username", "用户名以字母开头"),
        (["陈静", None, None, "书记"], "role", "没有“书记”这种角色"),
        (["陈静", None, None, "人大代表"], "name", "名册里没有在任的代表陈静"),
        (["陈静", "taken", None, "领导"], "name", "这个用户名或手机号码是王强的帐号"),
        (["陈静", None, None, "领导", None, None, "2026年5月1日", "2026年4月1日"], "ends_on", "不能早于"),
        (["陈静", None, None, "领导", None, None, None, None, "是"], "is_head", "只有承办单位才标"),
    ],
)
def test_what_is_wrong_is_said_at_the_cell_and_nothing_is_written(
    admin: User, row: list[Any], field: str, message: str
) -> None:
    make_user(Role.LEADER, name="王强", username="taken")
    before = User.objects.count()
    run = upload(admin, row, ["刘洋", None, None, "领导"])
    checked = review(run)
    assert message in checked.rows[0].cells[field].error
    with pytest.raises(Conflict):
        write(run)
    assert User.objects.count() == before


def test_a_person_in_two_rows_gets_one_account_with_both_roles(admin: User) -> None:
    run = upload(
        admin,
        ["陈静", None, "13800000003", "常委会办公室"],
        ["陈静", None, "13800000003", "系统管理员"],
    )
    write(run)
    user = User.objects.get(phone="13800000003")
    assert set(user.assignments.values_list("role", flat=True)) == {Role.OFFICE, Role.ADMIN}


def test_a_closed_account_is_named(admin: User) -> None:
    closed = make_user(Role.LEADER, name="周敏", username="zm", phone="13800000002")
    User.objects.filter(pk=closed.pk).update(is_active=False, closed_at=timezone.now())
    checked = review(upload(admin, ["周敏", None, "13800000002", "常委会办公室"]))
    assert "帐号 zm 已停用，请先恢复" in checked.rows[0].cells["name"].error


def test_a_role_that_begins_later_is_not_given_twice(admin: User) -> None:
    later = timezone.localdate() + timedelta(days=30)
    make_user(Role.LEADER, name="周敏", phone="13800000002", starts_on=later)
    row = review(upload(admin, ["周敏", None, "13800000002", "领导"])).rows[0]
    assert row.outcome == Outcome.SAME
    assert "已有这个角色" in row.cells["role"].remark


def test_the_same_row_twice_and_one_phone_of_two_people_are_refused(admin: User) -> None:
    row = ["陈静", None, "13800000003", "常委会办公室"]
    checked = review(upload(admin, row, row, ["刘洋", None, "13800000003", "常委会领导"]))
    assert "与第 2 行重复" in checked.rows[1].cells["role"].error
    assert "与第 2 行的用户名、手机号码是同一个，姓名不同" in checked.rows[2].cells["name"].error


def test_a_deputy_is_tied_to_the_roster(admin: User) -> None:
    person = make_deputyship(make_person("陈静")).person
    write(upload(admin, ["陈静", None, None, "代表"]))
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.has_role(Role.DEPUTY)


def test_a_deputy_who_leads_a_group_is_one_account_with_two_roles(admin: User) -> None:
    person = make_deputyship(make_person("陈静")).person
    write(upload(admin, ["陈静", None, None, "代表"], ["陈静", None, None, "小组组长"]))
    user = User.objects.get(name="陈静")
    assert set(user.assignments.values_list("role", flat=True)) == {Role.DEPUTY, Role.GROUP_LEADER}
    assert Person.objects.get(pk=person.pk).user == user


def test_an_account_that_is_there_is_tied_though_it_has_the_role(admin: User) -> None:
    person = make_deputyship(make_person("陈静")).person
    known = make_user(Role.DEPUTY, name="陈静", phone="13800000002")
    run = upload(admin, ["陈静", None, "13800000002", "代表"])
    assert review(run).rows[0].outcome == Outcome.UPDATE
    write(run)
    assert Person.objects.get(pk=person.pk).user == known
    assert known.assignments.count() == 1


def test_station_staff_are_tied_to_their_station(admin: User) -> None:
    station = stage.make_station()
    person = make_person("许静")
    StaffPost.objects.create(
        station=station, person=person, role=StaffRole.LIAISON, starts_on=date(2024, 1, 1)
    )
    checked = review(upload(admin, ["无名", None, None, "联络员"]))
    assert "名册里没有在任的站务人员无名" in checked.rows[0].cells["name"].error
    write(upload(admin, ["许静", None, None, "联络员"]))
    person.refresh_from_db()
    assert person.user is not None
    assert person.user.has_role(Role.STATION)


def test_of_two_deputies_of_one_name_it_is_asked_which(admin: User) -> None:
    people = [make_deputyship(make_person("陈静")).person for _ in range(2)]
    run = upload(admin, ["陈静", None, None, "代表"])
    question = review(run).rows[0].cells["name"]
    assert (question.question, len(question.answers)) == ("名册里有 2 位陈静，是哪一位？", 2)
    imports.answer(run=run, answers={"2": str(people[1].pk)})
    run.refresh_from_db()
    write(run)
    assert [Person.objects.get(pk=person.pk).user_id is not None for person in people] == [False, True]


def test_a_deputy_who_has_an_account_gets_no_other(admin: User) -> None:
    person = make_deputyship(make_person("陈静")).person
    Person.objects.filter(pk=person.pk).update(user=make_user(Role.LEADER, name="陈静", username="cj"))
    checked = review(upload(admin, ["陈静", None, "13800000009", "代表"]))
    assert "已有帐号 cj，一个人只用一个帐号" in checked.rows[0].cells["name"].error
    write(upload(admin, ["陈静", None, None, "代表"]))
    assert Assignment.objects.filter(user__username="cj", role=Role.DEPUTY).exists()


def test_many_rows_are_checked_and_written_in_as_many_queries_as_few(admin: User) -> None:
    def asked(count: int, start: int) -> tuple[int, int]:
        for n in range(count):
            make_deputyship(make_person(f"某{start}第{n}"))
        rows = [[f"某{start}第{n}", None, f"138{start + n:08}", "代表"] for n in range(count)]
        run = upload(admin, *rows)
        with CaptureQueriesContext(connection) as reading:
            review(run)
        with CaptureQueriesContext(connection) as writing:
            write(run)
        return len(reading), len(writing)

    (few_read, few_written), (read, written) = asked(4, 900), asked(40, 100)
    assert read == few_read
    assert written <= few_written + 3  # SQLite takes a long insert in parts
