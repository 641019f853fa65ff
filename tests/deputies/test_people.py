"""What can be done with people and posts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from congress.access.exceptions import Conflict, StaleVersion
from congress.audit.models import AuditEvent
from congress.audit.queries import verify
from deputies import operations
from deputies.enums import PostContext, Standing
from deputies.models import Person, Post, is_partial_name
from deputies.queries import named, standing_of, title_of
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db


def facts(person: Person, **changes: Any) -> dict[str, Any]:
    return {name: getattr(person, name) for name in operations.PERSON_FIELDS} | changes


def post_facts(post: Post, **changes: Any) -> dict[str, Any]:
    names = ("title", "context", "organ", "starts_on", "ends_on", "order")
    return {name: getattr(post, name) for name in names} | changes


def test_create_person_is_audited() -> None:
    clerk = make_user()
    person = operations.create_person(actor=clerk, name=" 孙维民 ", organisation="区人大常委会")
    event = AuditEvent.objects.get(verb="deputies:create_person")
    assert (person.name, event.actor, event.object_id) == ("孙维民", clerk, str(person.pk))
    assert verify().broken is None


def test_a_name_too_long_is_refused_and_nothing_saved() -> None:
    with pytest.raises(ValidationError):
        operations.create_person(actor=None, name="长" * 61)
    assert not Person.objects.exists()


def test_change_person_records_only_what_changed() -> None:
    person = make_person("潘总")
    operations.change_person(person=person, actor=make_user(), version=1, **facts(person, name="潘明"))
    event = AuditEvent.objects.get(verb="deputies:change_person")
    assert (event.before, event.after) == ({"name": "潘总"}, {"name": "潘明"})
    assert Person.objects.get().version == 2


def test_a_second_writer_overwrites_nobody() -> None:
    person = make_person()
    operations.change_person(person=person, actor=make_user(), version=1, **facts(person, phone="1"))
    with pytest.raises(StaleVersion) as caught:
        operations.change_person(person=person, actor=make_user(), version=1, **facts(person, phone="2"))
    assert caught.value.stored["phone"] == "1"
    assert Person.objects.get().phone == "1"


def test_the_same_post_twice_is_refused() -> None:
    person = make_person(title="区人大常委会副主任")
    with pytest.raises(ValidationError, match="已有同一职务"):
        operations.add_post(person=person, actor=None, title="区人大常委会副主任")
    operations.add_post(person=person, actor=None, title="区人大常委会副主任", starts_on=date(2022, 1, 1))


def test_a_post_cannot_end_before_it_began() -> None:
    person = make_person()
    begin, end = date(2022, 1, 1), date(2021, 1, 1)
    with pytest.raises(ValidationError, match="离任日期不能早于任职日期"):
        operations.add_post(person=person, actor=None, title="副区长", starts_on=begin, ends_on=end)
    post = operations.add_post(person=person, actor=None, title="副区长", starts_on=date(2022, 1, 1))
    with pytest.raises(ValidationError, match="离任日期不能早于任职日期"):
        operations.end_post(post=post, actor=make_user(), ends_on=date(2021, 12, 31))


def test_a_post_is_in_force_on_its_last_day_and_ends_once() -> None:
    person = make_person()
    post = operations.add_post(person=person, actor=None, title="副区长", starts_on=date(2022, 1, 1))
    operations.end_post(post=post, actor=make_user(), ends_on=date(2024, 5, 31))
    assert Post.objects.in_force(date(2024, 5, 31)).exists()
    assert not Post.objects.in_force(date(2024, 6, 1)).exists()
    with pytest.raises(Conflict, match="已经有离任日期"):
        operations.end_post(post=post, actor=make_user(), ends_on=date(2024, 6, 1))


def test_change_post_checks_the_version() -> None:
    post = make_person(title="副主任").posts.get()
    operations.change_post(post=post, actor=make_user(), version=1, **post_facts(post, order=3))
    with pytest.raises(StaleVersion):
        operations.change_post(post=post, actor=make_user(), version=1, **post_facts(post, order=4))
    assert Post.objects.get().order == 3


def test_rank_is_the_highest_post_of_the_day() -> None:
    person = make_person(title="区人大常委会副主任", order=4)
    operations.add_post(person=person, actor=None, title="主任", order=1, starts_on=date(2026, 1, 1))
    ranks = [Person.objects.with_rank(day).get().rank for day in (date(2025, 1, 1), date(2026, 1, 1))]  # type: ignore[attr-defined]
    assert ranks == [4, 1]


@pytest.mark.parametrize("written", ["张 三", "张　三", " 张三"])
def test_a_name_is_found_however_its_spaces_are_written(written: str) -> None:
    person = make_person("张三")
    assert named(written).get() == person


@pytest.mark.parametrize(
    ("name", "partial"),
    [("潘总", True), ("欧阳经理", True), ("李某某", True), ("荣耀", False), ("张总书", False)],
)
def test_an_honorific_instead_of_a_name_is_noticed(name: str, partial: bool) -> None:
    assert is_partial_name(name) is partial


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("省人大常委会副主任", (Standing.HIGHER, "省")),
        ("市人大常委会秘书长", (Standing.HIGHER, "市")),
        ("全国人大代表", (Standing.HIGHER, "全国")),
        ("区政府副区长", (Standing.LOCAL, "")),
        ("", (Standing.LOCAL, "")),
    ],
)
def test_the_standing_a_title_tells(title: str, found: tuple[str, str]) -> None:
    assert standing_of(title) == found


def test_titles_are_joined_without_saying_the_body_twice() -> None:
    party, congress = PostContext.PARTY_GROUP, PostContext.CONGRESS
    posts = [
        Post(title="区人大常委会主任", context=congress),
        Post(title="区人大常委会党组书记", context=party),
        Post(title="区人大常委会委员", context=congress),
    ]
    assert title_of(posts, (party, congress)) == "区人大常委会党组书记、主任"
    assert title_of(posts, (congress,)) == "区人大常委会主任"
    assert title_of(posts, (PostContext.GOVERNMENT,)) == "区人大常委会主任"
    assert title_of([], (congress,)) == ""
