"""A chosen project from the unit that builds it to the evaluation without which it is not closed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from deputies.models import Person
from livelihood_projects import projects, rounds, showing
from livelihood_projects.enums import ProjectState, RoundState
from livelihood_projects.models import Project
from livelihood_projects.portal import todos
from tests.factories import make_deputyship, make_organ, make_user
from tests.livelihood_projects.making import TODAY, hold, make_ideas, make_round, underway

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    """Of the office."""
    return make_user(Role.OFFICE)


def supervisor() -> tuple[Person, User]:
    """A deputy with an account."""
    user, person = make_user(Role.DEPUTY), make_deputyship().person
    Person.objects.filter(pk=person.pk).update(user=user)
    person.refresh_from_db()
    return person, user


def test_a_project_needs_a_supervising_deputy_who_is_told_and_sees_it(clerk: User) -> None:
    project = underway(clerk).projects.chosen().get()
    person, deputy = supervisor()
    with pytest.raises(ValidationError, match="至少要有一名"):
        projects.arrange(project=project, actor=clerk, unit=make_organ(), supervisors=[])
    assert not Project.objects.visible_to(deputy).exists()
    projects.arrange(project=project, actor=clerk, unit=make_organ(), supervisors=[person])
    assert Notice.objects.filter(key=f"livelihood:{project.pk}").count() == 1
    assert Project.objects.visible_to(deputy).get() == project


def test_the_unit_reports_and_is_reminded_after_a_month(clerk: User) -> None:
    project = underway(clerk).projects.chosen().get()
    unit = make_user(Role.UNIT)
    organ = unit.assignments_today[0].organ
    assert organ is not None
    with pytest.raises(PermissionDenied):
        projects.report_progress(project=project, actor=unit, on=TODAY, percent=10, text="进场")
    projects.arrange(project=project, actor=clerk, unit=organ, supervisors=[supervisor()[0]])
    projects.report_progress(project=project, actor=unit, on=TODAY, percent=40, text="进场", milestone="开工")
    with pytest.raises(ValidationError, match="不能比它小"):
        projects.report_progress(project=project, actor=unit, on=TODAY, percent=30, text="倒退")
    assert not Project.objects.silent(TODAY + timedelta(days=30)).exists()
    assert Project.objects.silent(TODAY + timedelta(days=31)).get() == project
    Project.objects.update(reported_on=TODAY - timedelta(days=31))
    assert [todo.title for todo in todos(unit)] == ["填报进度：项目1"]


def test_a_project_is_not_closed_without_its_evaluation(clerk: User) -> None:
    row = underway(clerk)
    project = row.projects.chosen().get()
    projects.complete(project=project, actor=clerk, on=TODAY)
    projects.accept(project=project, actor=clerk, on=TODAY, note="合格")
    with pytest.raises(Conflict, match="测评"):
        projects.close_project(project=project, actor=clerk)
    row = rounds.prepare_evaluation(round=row, actor=clerk, on=TODAY)
    assert row.evaluation is not None
    hold(row.evaluation, clerk, {"1": {"good": 22, "fair": 3, "bad": 1, "abstain": 1}}, 27)
    project.refresh_from_db()
    assert project.verdict == {"good": 22, "fair": 3, "bad": 1, "abstain": 1, "cast": 27}
    assert projects.close_project(project=project, actor=clerk).state == ProjectState.CLOSED
    row.refresh_from_db()
    assert row.state == RoundState.CLOSED


def test_reminded_of_next_years_call_in_september_and_of_the_evaluation_in_december(clerk: User) -> None:
    underway(clerk)
    year = TODAY.year
    for month, words in ((8, "开始征集"), (9, "开始征集"), (12, "审议、测评")):
        with time_machine.travel(
            datetime(year + 1, month, 20, 9, tzinfo=timezone.get_current_timezone()), tick=False
        ):
            titles = [todo.title for todo in todos(clerk)]
        assert any(title.startswith(words) for title in titles) is (month > 8)


def test_a_citizens_idea_is_taken_once_and_who_brought_it_stays_with_staff(
    client: Client, clerk: User
) -> None:
    row = make_round(clerk)
    address = reverse("livelihood:public_round", args=[row.pk])
    page = client.get(address)
    told = {
        "token": str(page.context["form"].initial["token"]),
        "title": "村道路灯",
        "content": "晚上没有灯",
        "proposer": "周一鸣",
        "phone": "13800000000",
    }
    for _again in range(2):
        assert client.post(address, told).status_code == 302
    project = Project.objects.get()
    assert project.source == "public"
    assert "周一鸣" not in client.get(address).content.decode()
    client.force_login(clerk)
    assert "13800000000" in client.get(reverse("livelihood:detail", args=[project.pk])).content.decode()
    client.force_login(make_user(Role.LEADER))
    assert "13800000000" not in client.get(reverse("livelihood:detail", args=[project.pk])).content.decode()


def test_a_faulty_idea_keeps_what_was_typed_and_many_wait(client: Client, clerk: User) -> None:
    row = make_round(clerk)
    address = reverse("livelihood:public_round", args=[row.pk])
    answer = client.post(address, {"title": "", "content": "晚上没有灯"})
    assert "晚上没有灯" in answer.content.decode()
    assert not Project.objects.exists()
    for n in range(21):
        token = f"00000000-0000-4000-8000-{n:012}"
        status = client.post(address, {"token": token, "title": f"路灯{n}", "content": "晚上"}).status_code
        assert status == (302 if n < 20 else 429)


def test_the_public_sees_stages_and_progress(client: Client, clerk: User) -> None:
    row = underway(clerk)
    project = row.projects.chosen().get()
    person, _user = supervisor()
    projects.arrange(project=project, actor=clerk, unit=make_organ("区交通局"), supervisors=[person])
    projects.report_progress(project=project, actor=clerk, on=TODAY, percent=40, text="已经开工")
    text = client.get(reverse("livelihood:public_round", args=[row.pk])).content.decode()
    for word in ("群众提", "代表决", "政府办", "人大评", "区交通局", person.name, "40%", "已经开工"):
        assert word in text


def test_the_day_of_the_vote_is_the_districts_not_that_of_greenwich(client: Client, clerk: User) -> None:
    row = underway(clerk)
    assert row.election is not None
    row.election.published_at = datetime(2026, 3, 5, 17, 30, tzinfo=UTC)
    assert showing.path_of(row)[1].note == "3月6日票决"


def test_visitors_find_the_round_on_the_home_of_the_public_site(client: Client, clerk: User) -> None:
    assert "民生实事项目" not in client.get(reverse("public:home")).content.decode()
    row = make_round(clerk)
    home = client.get(reverse("public:home")).content.decode()
    assert reverse("livelihood:public_round", args=[row.pk]) in home
    assert reverse("livelihood:public_index") in home


def test_an_open_call_says_when_it_can_be_ended(client: Client, clerk: User) -> None:
    row = make_round(clerk)
    client.force_login(clerk)
    page = client.get(reverse("livelihood:round", args=[row.pk])).content.decode()
    assert "过了这一天再结束" in page
    assert reverse("livelihood:end_call", args=[row.pk]) not in page


def test_the_chain_by_its_pages(client: Client, clerk: User) -> None:
    row = underway(clerk, 3, 2)
    project = row.projects.chosen().order_by("pk")[0]
    person, deputy = supervisor()
    unit = make_user(Role.UNIT)
    organ = unit.assignments_today[0].organ
    assert organ is not None

    def post(user: User, name: str, pk: int, **told: Any) -> int:
        client.force_login(user)
        address = reverse(f"livelihood:{name}", args=[pk])
        assert client.get(address).status_code == 200
        return client.post(address, told).status_code

    assert post(clerk, "arrange", project.pk, unit=organ.pk, supervisors=[person.pk]) == 302
    assert post(unit, "report_progress", project.pk, on=TODAY, percent=60, text="铺设一半") == 302
    assert post(unit, "complete", project.pk, on=TODAY) == 302
    assert post(clerk, "accept", project.pk, on=TODAY, note="合格") == 302
    assert post(clerk, "prepare_evaluation", row.pk, on=TODAY, note="总体满意") == 302
    client.force_login(deputy)
    assert "铺设一半" in client.get(reverse("livelihood:detail", args=[project.pk])).content.decode()
    for user in (clerk, unit, deputy):
        client.force_login(user)
        assert project.title in client.get(reverse("livelihood:projects")).content.decode()


def test_lists_and_pages_ask_a_fixed_number_of_questions(
    client: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    row = make_round(clerk)
    make_ideas(row, 2)
    client.force_login(clerk)
    addresses = [
        reverse("livelihood:index"),
        reverse("livelihood:projects"),
        reverse("livelihood:round", args=[row.pk]),
    ]
    counts = []
    for number in (0, 6):
        for n in range(number):
            Project.objects.create(round=row, title=f"又一项{n}", content="好", source="public")
        seen = []
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(60) as asked:
                client.get(address)
            seen.append(len(asked.captured_queries))
        counts.append(seen)
    assert counts[0] == counts[1]


def test_a_page_with_nothing_to_do_says_so(client: Client, clerk: User) -> None:
    (idea,) = make_ideas(make_round(clerk), 1)
    page = reverse("livelihood:detail", args=[idea.pk])
    client.force_login(clerk)
    assert "征集结束以后再筛选" in client.get(page).content.decode()
    client.force_login(make_user(Role.LEADER))
    assert "现在没有要您办的。" in client.get(page).content.decode()
