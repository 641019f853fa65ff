"""The box: nobody reads what is in it before it is opened, and nothing about a ballot tells what it says."""

from typing import Any

import pytest

from congress.ballots import sealing
from congress.ballots.counting import Rules
from congress.ballots.digest import digest, grouped


def test_a_box_opens_with_its_phrase_however_it_is_typed_and_with_no_other() -> None:
    phrase = sealing.new_phrase()
    public_key, locked = sealing.new_box(phrase)
    box = sealing.seal(public_key, {"1": "for"}, 64)
    for typed in (phrase, phrase.lower(), phrase.replace("-", " "), f" {phrase.replace('-', '')} "):
        assert sealing.opened(sealing.unlocked(locked, typed), box) == {"1": "for"}
    with pytest.raises(sealing.WrongPhrase):
        sealing.unlocked(locked, sealing.new_phrase())
    with pytest.raises(sealing.WrongPhrase):
        sealing.opened(sealing.unlocked(sealing.new_box("other")[1], "other"), box)


def test_phrases_have_no_letters_that_are_taken_for_others() -> None:
    phrase = sealing.new_phrase()
    assert [len(group) for group in phrase.split("-")] == [4] * 5
    assert not set("".join(sealing.new_phrase() for _ in range(50))) & set("01OI2Z5S")
    assert sealing.new_phrase() != phrase


def test_every_ballot_has_one_length_and_no_two_are_alike() -> None:
    public_key, _locked = sealing.new_box("phrase")
    length = sealing.length_for([str(n) for n in range(1, 61)], 7)
    ballots = [{}, {"1": "for"}, {str(n): "abstain" for n in range(1, 61)}]
    boxes = [sealing.seal(public_key, marks, length) for marks in (*ballots, {"1": "for"})]
    assert len({len(box) for box in boxes}) == 1
    assert len(set(boxes)) == 4
    with pytest.raises(ValueError, match="longer"):
        sealing.seal(public_key, {str(n): "a longer word" for n in range(1, 61)}, length)


def test_the_portals_own_secret_is_another_for_each_poll() -> None:
    assert sealing.system_secret("key", "1") != sealing.system_secret("key", "2")
    assert sealing.system_secret("key", "1") != sealing.system_secret("other", "1")


def test_the_digest_knows_no_order_and_notices_every_change() -> None:
    facts: dict[str, Any] = {
        "title": "测评",
        "items": [("1", "项目")],
        "rules": Rules("approval"),
        "members": 3,
        "ballots": [{"1": "for"}, {"1": "against"}],
        "paper": None,
    }
    code = digest(**facts)
    assert digest(**facts | {"ballots": facts["ballots"][::-1]}) == code
    changes: list[dict[str, Any]] = [
        {"ballots": [{"1": "for"}, {"1": "for"}]},
        {"ballots": [{"1": "for"}]},
        {"members": 4},
        {"title": "别的"},
        {"drawn": ["1"]},
        {"rules": Rules("approval", seats=1)},
        {"items": [("1", "别的")]},
    ]
    assert len({digest(**facts | change) for change in changes} | {code}) == len(changes) + 1
    assert grouped(code).replace(" ", "").lower() == code


def test_a_ballot_without_grades_of_its_own_keeps_the_fingerprint_it_was_published_with() -> None:
    told: dict[str, Any] = {
        "title": "测评",
        "items": [("1", "项目")],
        "members": 1,
        "ballots": [],
        "paper": None,
    }
    before = digest(**told, rules=Rules("grades"))
    assert before == "89433f4059b5acff80ce8cca2898457d1a9eba063f8b0f6c8a61114512c07888"
    assert digest(**told, rules=Rules("grades", grades=(("优秀", "for"),))) != before
