"""Supervision all the year: days on the spot, photos, what the public says, and the way in for those with accounts."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from activities.models import Activity
from bulletins.models import Series
from bulletins.operations.opening import open_issue
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from deputies.models import Deputyship, DutyRecord, Person
from livelihood_projects import comments, inspections, projects
from livelihood_projects.enums import CommentState, ProjectState
from livelihood_projects.models import Comment, Inspection, LivelihoodRule, ProgressPhoto, Project
from livelihood_projects.portal import todos, uses
from tests.factories import make_area, make_deputyship, make_organ, make_user
from tests.livelihood_projects.making import TODAY, end_call, make_ideas, make_round, underway

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def clerk() -> User:
    """Of the office."""
    return make_user(Role.OFFICE)


def jpeg(name: str = "现场.jpg") -> SimpleUploadedFile:
    """A small photo."""
    out = BytesIO()
    Image.new("RGB", (80, 60), "#7a5a45").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def opened(client: Client, address: str) -> int:
    """The status of a file, read to its end: one that is only closed takes the test's connection along."""
    answer = client.get(address)
    b"".join(getattr(answer, "streaming_content", ()))
    return answer.status_code


def building(clerk: User, *, unit: User | None = None) -> tuple[Project, Deputyship, User]:
    """A project being built, the deputy who supervises it, and the account of that deputy."""
    project = underway(clerk).projects.chosen().get()
    seat, user = make_deputyship(), make_user(Role.DEPUTY)
    Person.objects.filter(pk=seat.person_id).update(user=user)
    organ = unit.assignments_today[0].organ if unit else make_organ()
    assert organ is not None
    people = list(Person.objects.filter(pk=seat.person_id))
    projects.arrange(project=project, actor=clerk, unit=organ, supervisors=people)
    return Project.objects.get(pk=project.pk), seat, user


def inspect(project: Project, actor: User, seat: Deputyship, **facts: Any) -> Inspection:
    told = {"on": TODAY - DAY, "place": "槐荫镇主街", "account": "进度正常。", **facts}
    return inspections.record_inspection(project=project, actor=actor, deputies=[seat], **told)


def said(project: Project, text: str = "路灯很亮", **facts: str) -> Comment:
    return comments.send_comment(project=project, token=uuid4(), text=text, **facts)


def test_a_day_of_supervision_is_entered_once_and_stands_in_the_duty_records_and_the_pool(
    clerk: User,
) -> None:
    project, seat, _deputy = building(clerk)
    day = inspect(project, clerk, seat)
    activity = Activity.objects.get()
    assert (day.activity, activity.kind.code, activity.place) == (activity, "inspection", "槐荫镇主街")
    assert project.title in activity.headline
    assert DutyRecord.objects.filter(deputyship=seat).count() == 1
    assert [use.label for use in uses(activity, clerk)] == [f"民生实事项目：{project.title}"]
    series = Series.objects.create(slug="x", name="人大信息", office="办公室", editor="某人", phone="0550-1")
    month = activity.start_on
    issue = open_issue(series=series, year=month.year, number=month.month, actor=clerk)
    assert issue.entries.filter(activity=activity).exists()
    with pytest.raises(ValidationError, match="已登记"):
        inspect(project, clerk, seat)
    assert Activity.objects.count() == 1


def test_a_day_of_supervision_has_its_time_and_its_keeper(clerk: User) -> None:
    project, seat, deputy = building(clerk)
    with pytest.raises(ValidationError, match="还没有到"):
        inspect(project, clerk, seat, on=TODAY + DAY)
    for stranger in (deputy, make_user(Role.TOWN)):
        with pytest.raises(PermissionDenied):
            inspect(project, stranger, seat)
    Project.objects.filter(pk=project.pk).update(state=ProjectState.CANDIDATE)
    with pytest.raises(Conflict):
        inspect(project, clerk, seat)
    assert not Activity.objects.exists()


def test_the_supervision_of_a_town_is_by_its_own_congress() -> None:
    town = make_user(Role.TOWN, area=make_area("槐荫镇"))
    project, seat, _deputy = building(town)
    day = inspect(project, town, seat)
    assert day.activity is not None
    assert (day.activity.organiser, day.activity.area) == ("槐荫镇人大", project.round.area)


def test_the_supervising_deputies_stand_in_the_form_already(client: Client, clerk: User) -> None:
    project, seat, deputy = building(clerk)
    client.force_login(clerk)
    address = reverse("livelihood:record_inspection", args=[project.pk])
    shown = client.get(address)
    box = f"{seat.person.name}#{seat.pk}"
    assert box in shown.content.decode()
    told = {"on": TODAY, "place": "主街", "account": "看了", "deputies": box}
    assert client.post(address, {**told, "place": ""}).status_code == 200
    assert client.post(address, told).status_code == 302
    page = reverse("livelihood:detail", args=[project.pk])
    link = reverse("activities:detail", args=[Activity.objects.get().pk])
    assert link in client.get(page).content.decode()
    client.force_login(deputy)
    text = client.get(page).content.decode()
    assert "主街" in text
    assert link not in text


def test_who_is_called_finds_the_call_at_home_and_sees_what_became_of_it(client: Client, clerk: User) -> None:
    row = make_round(clerk)
    (other,) = make_ideas(row, 1)
    Project.objects.filter(pk=other.pk).update(proposer="周一鸣", phone="13800000000")
    for role in (Role.DEPUTY, Role.STATION, Role.UNIT):
        user = make_user(role)
        assert [todo.title for todo in todos(user)] == [f"正在征集：{row.title}"]
        client.force_login(user)
        assert row.title in client.get(reverse("livelihood:calls")).content.decode()
        address = reverse("livelihood:propose", args=[row.pk])
        form = client.get(address).context["form"]
        told = {"token": str(form.initial["token"]), "title": f"建{role}", "content": "需要"}
        assert "phone" not in form.fields
        answer = client.post(address, told)
        own = Project.objects.get(proposed_by=user)
        assert answer.headers["Location"] == reverse("livelihood:detail", args=[own.pk])
        assert own.source == role.value
        assert list(todos(user)) == []
        assert client.get(reverse("livelihood:detail", args=[other.pk])).status_code == 404
        assert Project.objects.visible_to(user).get() == own
    row = end_call(row, clerk)
    projects.drop(project=own, actor=clerk, reason="已有别的计划")
    LivelihoodRule.objects.create(call_month=8)
    shown = client.get(reverse("livelihood:calls")).content.decode()
    assert "已有别的计划" in shown
    assert "每年8月起准备下一年的征集" in shown
    page = client.get(reverse("livelihood:detail", args=[own.pk])).content.decode()
    assert "已有别的计划" in page
    assert "周一鸣" not in page


def test_the_government_sees_the_projects_of_the_district_alone(clerk: User) -> None:
    government = make_user(Role.GOVERNMENT)
    project, _seat, _deputy = building(clerk)
    underway(make_user(Role.TOWN))
    assert Project.objects.visible_to(government).chosen().get() == project


def test_the_district_decides_when_silence_is_too_long(client: Client, clerk: User) -> None:
    project, _seat, _deputy = building(clerk)
    Project.objects.update(reported_on=TODAY - 20 * DAY)
    assert not Project.objects.silent(TODAY).exists()
    client.force_login(clerk)
    address = reverse("livelihood:change_rule")
    told = {"silent_days": 15, "shortest_call": 40, "call_month": 9, "evaluation_month": 12, "version": 1}
    assert client.post(address, {**told, "silent_days": 0}).status_code == 200
    assert client.post(address, told).status_code == 302
    assert Project.objects.silent(TODAY).get() == project
    assert LivelihoodRule.in_force().version == 2
    assert 'value="40"' in client.get(reverse("livelihood:open_call")).content.decode()
    client.force_login(make_user(Role.TOWN))
    assert client.get(address).status_code == 403


def test_photos_come_with_the_progress_and_everybody_sees_them(client: Client, clerk: User) -> None:
    unit = make_user(Role.UNIT)
    project, _seat, deputy = building(clerk, unit=unit)
    client.force_login(unit)
    address = reverse("livelihood:report_progress", args=[project.pk])
    told = {"on": TODAY, "percent": 30, "text": "进场"}
    fake = SimpleUploadedFile("现场.jpg", b"no picture", "image/jpeg")
    assert "不是能用的照片" in client.post(address, {**told, "photos": fake}).content.decode()
    assert client.post(address, {**told, "photos": jpeg()}).status_code == 302
    photo = ProgressPhoto.objects.get()
    inside = reverse("livelihood:photo", args=[photo.pk, "small"])
    outside = reverse("livelihood:public_photo", args=[photo.pk, "full"])
    client.force_login(deputy)
    assert inside in client.get(reverse("livelihood:detail", args=[project.pk])).content.decode()
    assert opened(client, inside) == 200
    assert client.post(reverse("livelihood:drop_photo", args=[photo.pk])).status_code == 403
    client.force_login(make_user(Role.UNIT))
    assert client.get(inside).status_code == 404
    client.logout()
    page = reverse("livelihood:public_project", args=[project.pk])
    assert reverse("livelihood:public_photo", args=[photo.pk, "small"]) in client.get(page).content.decode()
    assert opened(client, outside) == 200
    client.force_login(unit)
    assert client.post(reverse("livelihood:drop_photo", args=[photo.pk])).status_code == 302
    assert client.get(outside).status_code == 404
    assert client.get(inside).status_code == 404


def test_nobody_reads_a_comment_before_it_was_released(client: Client, clerk: User) -> None:
    project, _seat, deputy = building(clerk)
    page = reverse("livelihood:public_project", args=[project.pk])
    told = {
        "token": str(client.get(page).context["form"].initial["token"]),
        "text": "路灯很亮，有事打 13912345678",
        "phone": "13800000000",
    }
    for _again in range(2):
        assert client.post(page, told).status_code == 302
    comment = Comment.objects.get()
    assert "路灯很亮" not in client.get(page).content.decode()
    assert [t.title for t in todos(clerk) if "留言" in t.title] == [f"审核群众留言：{project.title}"]
    inside = reverse("livelihood:detail", args=[project.pk])
    client.force_login(deputy)
    assert "路灯很亮" not in client.get(inside).content.decode()
    assert client.post(reverse("livelihood:release_comment", args=[comment.pk])).status_code == 403
    client.force_login(clerk)
    assert "13800000000" in client.get(inside).content.decode()
    release = reverse("livelihood:release_comment", args=[comment.pk])
    assert client.post(release, {"pressed": "1"}).status_code == 302
    client.force_login(deputy)
    for text in (client.get(page).content.decode(), client.get(inside).content.decode()):
        assert "路灯很亮" in text
        assert "13912345678" not in text
        assert "13800000000" not in text
    assert not [t.title for t in todos(clerk) if "留言" in t.title]


def test_a_refused_comment_has_its_reason_and_one_that_was_public_can_be_taken_back(
    client: Client, clerk: User
) -> None:
    project, _seat, _deputy = building(clerk)
    row = said(project, "骂人的话", name="王女士")
    with pytest.raises(PermissionDenied):
        comments.release_comment(comment=row, actor=make_user(Role.TOWN))
    row = comments.release_comment(comment=row, actor=clerk)
    with pytest.raises(ValidationError, match="原因"):
        comments.refuse_comment(comment=row, actor=clerk, reason=" ")
    client.force_login(clerk)
    address = reverse("livelihood:refuse_comment", args=[row.pk])
    assert client.post(address, {"reason": "言辞不当"}).status_code == 302
    row.refresh_from_db()
    assert row.state == CommentState.REFUSED
    page = client.get(reverse("livelihood:public_project", args=[project.pk])).content.decode()
    assert "骂人的话" not in page


def test_only_a_chosen_project_takes_comments_and_not_without_end(client: Client, clerk: User) -> None:
    project, _seat, _deputy = building(clerk)
    left = project.round.projects.get(state=ProjectState.NOT_ELECTED)
    assert client.get(reverse("livelihood:public_project", args=[left.pk])).status_code == 404
    with pytest.raises(Conflict):
        said(left)
    page = reverse("livelihood:public_project", args=[project.pk])
    assert client.post(page, {"token": str(uuid4()), "text": ""}).status_code == 200
    for n in range(11):
        answer = client.post(page, {"token": str(uuid4()), "text": f"说{n}"})
        assert answer.status_code == (302 if n < 10 else 429)
    assert Comment.objects.count() == 10


def test_pages_ask_as_many_questions_for_many_as_for_few(
    client: Client, clerk: User, django_assert_max_num_queries: Any
) -> None:
    project, seat, _deputy = building(clerk)
    client.force_login(clerk)
    names = ("detail", "public_project")
    addresses = [reverse(f"livelihood:{name}", args=[project.pk]) for name in names]
    for name in ("round", "public_round"):
        addresses.append(reverse(f"livelihood:{name}", args=[project.round_id]))
    addresses.append(reverse("livelihood:calls"))
    counts = []
    for number in range(2):
        for n in range(1 + 4 * number):
            inspect(project, clerk, seat, place=f"{number}号{n}处")
            comments.release_comment(comment=said(project), actor=clerk)
            form = {"on": TODAY, "percent": 10, "text": "进场", "photos": jpeg()}
            assert (
                client.post(reverse("livelihood:report_progress", args=[project.pk]), form).status_code == 302
            )
        seen = []
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(60) as asked:
                client.get(address)
            seen.append(len(asked.captured_queries))
        counts.append(seen)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30
