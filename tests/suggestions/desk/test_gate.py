"""The entry gate: check, send back, merge, divert, up and down; bad input stays as it was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.notices.models import Notice
from congress.organs.enums import AreaKind, CongressLevel
from deputies import operations as deputies
from suggestions import operations
from suggestions.enums import State
from suggestions.models import Cosigner, PriorityKind, Suggestion
from tests.factories import make_area, make_constituency, make_deputyship, make_person, make_term, make_user
from tests.suggestions.cast import Cast, make_suggestion

pytestmark = pytest.mark.django_db
CHECKS = ["form", "twice", "remit"]


def url(step: str, row: Suggestion) -> str:
    return reverse(f"suggestions:{step}", args=[row.pk])


def fresh(row: Suggestion) -> Suggestion:
    return Suggestion.objects.get(pk=row.pk)


def test_register_gives_a_number_and_goes_on_to_the_hand_over(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    kind = PriorityKind.objects.all()[2]
    typed = {
        "checks": CHECKS,
        "category": cast.category.pk,
        "weight": "small",
        "priorities": [kind.pk],
        "hard": "on",
        "assign": "1",
    }
    answer = office.post(url("register", row), typed)
    assert answer.headers["Location"] == url("assign", row)
    row = fresh(row)
    assert (row.state, row.weight, row.hard, row.committee) == (
        State.REGISTERED,
        "small",
        True,
        cast.committee_organ,
    )
    assert list(row.priorities.all()) == [kind]


def test_register_names_the_check_that_is_missing_and_keeps_the_rest(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    typed = {"checks": ["form", "remit"], "category": cast.category.pk, "note": "请城管配合"}
    page = office.post(url("register", row), typed).content.decode()
    assert "还没有核对：没有重复" in page
    assert "请城管配合" in page
    assert f'value="{cast.category.pk}" selected' in page
    assert fresh(row).state == State.SUBMITTED


def test_register_lists_what_is_alike_and_guesses_its_category(office: Client, cast: Cast) -> None:
    make_suggestion(cast, State.HANDLING, title="关于柳荫社区电动自行车充电棚的建议")
    row = make_suggestion(cast, State.SUBMITTED, title="关于桥北社区电动自行车充电棚收费的建议")
    page = office.get(url("register", row)).content.decode()
    assert "关于柳荫社区电动自行车充电棚的建议" in page
    assert "按相近的建议推荐，请核对" in page
    assert f'value="{cast.category.pk}" selected' in page


def test_send_back_tells_the_deputy_why(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    page = office.post(url("send_back", row), {"reason": " "}).content.decode()
    assert "请填写原因" in page
    office.post(url("send_back", row), {"reason": "请补充具体路段"})
    assert (fresh(row).state, fresh(row).reason) == (State.RETURNED, "请补充具体路段")
    assert Notice.objects.filter(user=cast.deputy, text__contains="请补充具体路段").exists()


def test_merge_by_number_by_words_and_by_choice(office: Client, cast: Cast) -> None:
    first = make_suggestion(cast, State.REGISTERED, title="关于东街停车的建议")
    make_suggestion(cast, State.REGISTERED, title="关于西街停车的建议")
    row = make_suggestion(cast, State.SUBMITTED, title="关于停车难的建议")
    page = office.post(url("merge", row), {"into": "停车"}).content.decode()
    assert "“停车”有 2 件，请在下面选一件" in page
    assert "关于西街停车的建议" in page
    page = office.post(url("merge", row), {"into": "2099-999"}).content.decode()
    assert "没有找到还在办理的“2099-999”" in page
    office.post(url("merge", row), {"into": f"第 {first.number_text} 号"})
    assert fresh(row).merged_into == first


def test_merge_makes_the_other_deputy_a_signatory(office: Client, cast: Cast) -> None:
    first = make_suggestion(cast, State.REGISTERED)
    second = make_deputyship(make_person())
    row = operations.draft(
        actor=cast.office, lead=second, title="关于停车的建议", situation="堵", proposal="疏"
    )
    row = operations.submit(suggestion=row, actor=cast.office)
    office.post(url("merge", row), {"into": first.number_text})
    assert Cosigner.objects.filter(suggestion=first, deputyship=second, state="confirmed").exists()


def test_divert_asks_where_and_why(office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    page = office.post(url("divert", row), {"reason": "个人诉求"}).content.decode()
    assert "请选择转往" in page
    assert "个人诉求" in page
    office.post(url("divert", row), {"channel": "petition", "reason": "个人诉求"})
    assert (fresh(row).state, fresh(row).channel) == (State.DIVERTED, "petition")


def test_a_town_reports_up_and_the_district_sends_down(client: Client, cast: Cast) -> None:
    town = make_area("东塘镇", AreaKind.TOWN)
    keeper = make_user(Role.TOWN, area=town)
    term = make_term(CongressLevel.TOWN, town)
    place = make_constituency(town, level=CongressLevel.TOWN)
    from_town = deputies.create_deputyship(actor=None, person=make_person(), term=term, constituency=place)
    row = operations.draft(
        actor=keeper, lead=from_town, title="关于修路的建议", situation="坏", proposal="修"
    )
    row = operations.submit(suggestion=row, actor=keeper)
    client.force_login(keeper)
    client.post(url("report_up", row), {"reason": "超出镇级权限"})
    assert fresh(row).gate == cast.district
    assert client.get(url("detail", row)).status_code == 200, "the town still sees it"
    assert client.get(url("register", row)).status_code == 404, "but no longer keeps it"
    client.force_login(cast.office)
    client.post(url("send_down", row), {"town": town.pk, "reason": "镇里能办"})
    assert fresh(row).gate == town


@pytest.mark.parametrize("step", ["register", "send_back", "merge", "divert", "send_down"])
def test_too_late_is_409(step: str, office: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.CLOSED)
    assert office.get(url(step, row)).status_code == 409
    assert office.post(url(step, row), {"reason": "x"}).status_code == 409


@pytest.mark.parametrize("step", ["register", "send_back", "merge", "divert"])
def test_others_are_refused(step: str, client: Client, cast: Cast) -> None:
    row = make_suggestion(cast, State.SUBMITTED)
    for user in (cast.deputy, cast.leader, cast.committee, cast.government, cast.staff[0]):
        client.force_login(user)
        assert client.get(url(step, row)).status_code == 403, user.roles
    client.force_login(make_user(Role.TOWN))
    assert client.get(url(step, row)).status_code == 404, "another town's clerk does not even see it"
