"""Lists, to-dos and the section on a suggestion's page: what each role finds, in a fixed number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from suggestions.enums import State
from suggestions.models import PlanStep, Suggestion
from suggestions.sections import plugged_into
from suggestions.supervision import operations
from suggestions.supervision.todos import todos
from tests.factories import make_activity, make_deputyship, make_person, make_user
from tests.suggestions.cast import make_cast, make_suggestion
from tests.suggestions.supervision.stage import Stage, make_key, make_stage, write_log

pytestmark = pytest.mark.django_db


def _queries(client: Client, url: str) -> int:
    client.get(url)  # what the menu counts is kept from here
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def _fill(stage: Stage) -> None:
    key = make_key(stage, steps=2)
    write_log(stage, key.suggestion, stage.cast.committee)
    operations.link_meeting(
        activity=make_activity(), actor=stage.cast.office, suggestions=[key.suggestion], conclusion="办"
    )
    operations.send_clue(
        suggestion=key.suggestion, actor=stage.cast.office, organ=stage.procuratorate, reason="公共安全"
    )
    row = make_suggestion(stage.cast, State.CLOSED)
    operations.write_case(
        suggestion=row, actor=stage.cast.office, title="案例", handed_by="人大", story="做法", result="成效"
    )


@pytest.mark.parametrize(
    "name", ["index", "keys", "gate_list", "report", "clues", "meetings", "cases", "advices"]
)
def test_lists_ask_as_often_for_many_rows_as_for_few(client: Client, name: str) -> None:
    stage = make_stage()
    client.force_login(stage.cast.office)
    url = reverse(f"supervision:{name}")
    _fill(stage)
    few = _queries(client, url)
    for _ in range(3):
        _fill(stage)
    assert _queries(client, url) == few


def test_what_a_leader_and_a_committee_land_on(client: Client) -> None:
    stage, other = make_stage(), make_stage()
    cast = stage.cast
    mine, theirs = make_key(stage), make_key(other)
    plain = make_suggestion(cast)
    url = reverse("supervision:index")

    def found(user: User, query: str = "") -> set[int]:
        client.force_login(user)
        return {row.pk for row, _name in client.get(f"{url}?{query}").context["list"].rows}

    assert found(cast.leader, "by=me") == {mine.suggestion_id}
    assert found(cast.leader, "by=key") == {mine.suggestion_id, theirs.suggestion_id}
    assert found(cast.committee) == {mine.suggestion_id, plain.pk}
    assert found(cast.committee, "by=committee") == {mine.suggestion_id, plain.pk}
    assert found(cast.office) == {mine.suggestion_id, theirs.suggestion_id}
    assert found(cast.office, f"leader={other.leader.pk}") == {theirs.suggestion_id}


def test_what_waits_for_whom() -> None:
    stage = make_stage()
    cast = stage.cast
    make_key(stage, "candidate")
    make_key(stage, "chosen")
    key = make_key(stage)
    today = timezone.localdate()
    PlanStep.objects.filter(supervision=key).update(on=today + timedelta(days=2))
    operations.send_clue(
        suggestion=key.suggestion, actor=cast.office, organ=stage.procuratorate, reason="公共安全"
    )

    def titles(user: User) -> list[str]:
        return [todo.title for todo in todos(user)]

    step = f"督办现场督办：{key.suggestion.title}"
    decide, unplanned = "1 件重点督办候选等主任会议确定", "1 件重点督办待定方案"
    assert titles(cast.leader)[:3] == [decide, unplanned, step]
    assert titles(cast.office) == [decide, unplanned, step]
    assert titles(cast.committee) == [unplanned, step]
    assert titles(stage.prosecutor) == [f"决定是否受理：{key.suggestion.title}"]
    assert titles(cast.deputy) == [f"参加{step}"]
    assert titles(cast.staff[0]) == []
    assert titles(make_cast().committee) == []


def test_a_leader_is_told_of_the_own_ones_that_are_late() -> None:
    stage, other = make_stage(), make_stage()
    key = make_key(stage)
    make_key(other)
    yesterday = timezone.localdate() - timedelta(days=1)
    Suggestion.objects.update(due_on=yesterday)
    late = [todo for todo in todos(stage.cast.leader) if "逾期" in todo.title]
    assert [(todo.title, todo.due) for todo in late] == [("您督办的 1 件建议逾期", yesterday)]
    Suggestion.objects.filter(pk=key.suggestion_id).update(due_on=yesterday + timedelta(days=30))
    assert not [todo for todo in todos(stage.cast.leader) if "逾期" in todo.title]


def test_todos_cost_few_queries() -> None:
    stage = make_stage()
    _fill(stage)
    for user, most in ((stage.cast.leader, 4), (stage.cast.office, 4), (stage.prosecutor, 2)):
        fresh = User.objects.get(pk=user.pk)
        with CaptureQueriesContext(connection) as seen:
            list(todos(fresh))
        assert len(seen) <= most, [query["sql"][:80] for query in seen]


def test_the_section_shows_actions_to_those_who_may() -> None:
    stage = make_stage()
    cast = stage.cast
    row = make_suggestion(cast)

    def actions(user: User) -> set[str]:
        said = plugged_into(row, user)
        of_sections = {action.label for section in said.sections for action in section.actions}
        return of_sections | {action.label for action in said.actions}

    assert {"记督办", "推荐重点督办", "记入会议", "记长效机制", "移送检察院"} <= actions(cast.office)
    assert {"记督办", "推荐重点督办", "记入会议", "记长效机制"} <= actions(cast.committee)
    assert "移送检察院" not in actions(cast.committee)
    assert {"记督办", "推荐重点督办"} <= actions(cast.leader)
    assert not {"推荐重点督办", "移送检察院", "记长效机制"} & actions(cast.staff[0])
    assert not {"推荐重点督办", "移送检察院", "记长效机制", "记督办"} & actions(cast.government)


def test_the_section_asks_a_fixed_number_of_queries() -> None:
    stage = make_stage()
    _fill(stage)
    key = stage.cast.lead.suggestions.filter(is_key=True).get()
    office = User.objects.get(pk=stage.cast.office.pk)
    with CaptureQueriesContext(connection) as few:
        plugged_into(key, office)
    for _ in range(4):
        write_log(stage, key, stage.cast.committee)
        operations.link_meeting(
            activity=make_activity(), actor=stage.cast.office, suggestions=[key], conclusion="再议"
        )
    office = User.objects.get(pk=stage.cast.office.pk)
    with CaptureQueriesContext(connection) as many:
        plugged_into(key, office)
    assert len(many) == len(few)


def test_the_menu_of_a_unit_has_clues_only_for_the_procuratorate(client: Client) -> None:
    stage = make_stage()
    for user, expected in ((stage.prosecutor, True), (stage.cast.staff[0], False)):
        client.force_login(user)
        page = client.get(reverse("supervision:cases")).text
        assert (f'href="{reverse("supervision:clues")}"' in page) == expected


def test_a_deputy_who_takes_part_follows_it_on_the_phone(client: Client) -> None:
    stage = make_stage()
    key = make_key(stage)
    person = make_person()
    person.user = make_user(Role.DEPUTY)
    person.save()
    client.force_login(person.user)
    track = reverse("suggestions:track", args=[key.suggestion_id])
    assert client.get(track).status_code == 404
    PlanStep.objects.get(supervision=key).deputies.add(make_deputyship(person))
    page = client.get(track).text
    assert reverse("supervision:log", args=[key.suggestion_id]) in page
    assert reverse("supervision:detail", args=[key.pk]) in page
    page = client.get(reverse("supervision:detail", args=[key.pk])).text
    assert "您已报名" in page
    assert reverse("supervision:keys") not in page, "no way leads to a list that is closed to a deputy"
