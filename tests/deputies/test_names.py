"""Names by their initials and in the order of pinyin."""

import pytest

from deputies import operations
from deputies.models import Person
from deputies.names import initials_of, pinyin_of
from deputies.queries import matching
from tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("赵永东", "zyd"),
        ("张 三", "zs"),
        ("曾庆和", "zqh cqh"),
        ("单小明", "sxm dxm"),
        ("欧阳修", "oyx"),
        ("尉迟敬", "ycj"),
        ("万俟卨", "mqx"),
        ("张乐", "zl zy"),
        ("迪丽娜尔·艾尼", "dlnean"),
        ("吕布", "lb"),
        ("Anna李", "annal"),
        ("", ""),
    ],
)
def test_every_way_to_type_a_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_surnames_sort_as_surnames_are_read() -> None:
    names = ["翟天", "解明", "单田", "曾一", "张三", "任二"]
    assert sorted(names, key=pinyin_of) == ["任二", "单田", "解明", "曾一", "翟天", "张三"]


def test_initials_find_a_person_and_follow_the_name() -> None:
    reader, person = make_user(), make_person("赵永东")
    assert list(matching(reader, "zyd")) == list(matching(reader, "ZYD")) == [person]
    operations.change_person(person=person, actor=reader, version=1, name="李永东")
    assert not matching(reader, "zyd").exists()
    assert matching(reader, "lyd").get() == person


def test_a_name_of_unusual_signs_is_kept() -> None:
    person = make_person("\U00020000〇②·")
    assert Person.objects.get(pk=person.pk).name == "\U00020000〇②·"
