"""The codes of the door: signed, short-lived, and good for what they were made for only."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from activities.attendance import codes

NOW = "2026-11-25 09:10:00+08:00"
DAY = date(2026, 11, 25)


def test_the_deputys_code_is_read_until_its_time_is_over() -> None:
    with time_machine.travel(NOW, tick=False):
        code = codes.person_code(7)
        assert codes.read_person_code(f" {code} ") == 7
    with time_machine.travel("2026-11-25 09:12:30+08:00", tick=False):
        assert codes.read_person_code(code) == 7
    with (
        time_machine.travel("2026-11-25 09:13:01+08:00", tick=False),
        pytest.raises(codes.BadCode, match="过时"),
    ):
        codes.read_person_code(code)


@pytest.mark.parametrize("text", ["", "R", "123456", "https://example.cn/", "R:::", "é", "R" + "x" * 500])
def test_what_is_no_code_is_said_to_be_none(text: str) -> None:
    with pytest.raises(codes.BadCode):
        codes.read_person_code(text)
    with pytest.raises(codes.BadCode):
        codes.read_door_code(text)


def test_one_code_is_not_taken_for_the_other() -> None:
    with time_machine.travel(NOW, tick=False):
        with pytest.raises(codes.BadCode):
            codes.read_person_code("R" + codes.door_code(1, DAY, printed=False))
        with pytest.raises(codes.BadCode):
            codes.read_door_code(codes.person_code(1).removeprefix("R"))


def test_a_changed_code_is_refused() -> None:
    with time_machine.travel(NOW, tick=False):
        code = codes.person_code(7)
        with pytest.raises(codes.BadCode):
            codes.read_person_code(code[:-1] + ("A" if code[-1] != "A" else "B"))


def test_the_six_digits_name_their_bearer_for_two_minutes() -> None:
    with time_machine.travel(NOW, tick=False):
        digits = codes.short_code(7)
        assert (len(digits), digits.isdecimal()) == (6, True)
        assert codes.bearers(digits, [5, 6, 7, 8]) == [7]
        assert codes.short_code(8) != digits
    with time_machine.travel("2026-11-25 09:12:00+08:00", tick=False):
        assert codes.bearers(digits, [5, 6, 7, 8]) == [7]
    with time_machine.travel("2026-11-25 09:14:00+08:00", tick=False):
        assert codes.bearers(digits, [5, 6, 7, 8]) == []


def test_the_code_on_the_screen_is_good_for_three_minutes_the_printed_one_all_day() -> None:
    with time_machine.travel(NOW, tick=False):
        shown, printed = codes.door_code(3, DAY, printed=False), codes.door_code(3, DAY, printed=True)
        assert codes.read_door_code(shown) == codes.read_door_code(printed) == codes.Door(3, DAY)
    with time_machine.travel("2026-11-25 09:14:00+08:00", tick=False):
        with pytest.raises(codes.BadCode, match="过时"):
            codes.read_door_code(shown)
        assert codes.read_door_code(printed).activity_id == 3
    tomorrow = time_machine.travel("2026-11-26 09:00:00+08:00", tick=False)
    with tomorrow, pytest.raises(codes.BadCode, match="11月25日当天有效"):
        codes.read_door_code(printed)
