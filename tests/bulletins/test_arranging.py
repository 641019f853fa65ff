"""Arranging a draft: order, headings, text, leaving out; conflicts between two clerks."""

import pytest

from bulletins.models import Entry, Issue
from bulletins.operations import arranging
from bulletins.printing import print_issue
from congress.access.exceptions import Conflict, StaleVersion
from congress.accounts.models import User

pytestmark = pytest.mark.django_db


def keys(issue: Issue) -> list[str]:
    return list(issue.entries.order_by("position").values_list("heading__text", flat=True))


def entry(issue: Issue, heading: str) -> Entry:
    return issue.entries.get(heading__text=heading)


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (1, ["党组会议召开", "陈国华率队巡查", "孙维民率队巡查", "孙维民率队调研"]),
        (2, ["陈国华率队巡查", "党组会议召开", "孙维民率队巡查", "孙维民率队调研"]),
        (99, ["陈国华率队巡查", "孙维民率队巡查", "孙维民率队调研", "党组会议召开"]),
        (-3, ["党组会议召开", "陈国华率队巡查", "孙维民率队巡查", "孙维民率队调研"]),
    ],
)
def test_an_entry_moves_and_the_others_close_up(
    may: Issue, clerk: User, position: int, expected: list[str]
) -> None:
    moved = entry(may, "党组会议召开")
    arranging.move_entry(issue=may, entry_id=moved.pk, position=position, actor=clerk)
    assert keys(may) == expected
    assert [e.position for e in may.entries.order_by("position")] == [1, 2, 3, 4]


def test_the_rule_puts_everything_back(may: Issue, clerk: User) -> None:
    arranging.move_entry(issue=may, entry_id=entry(may, "党组会议召开").pk, position=1, actor=clerk)
    arranging.sort_by_rule(issue=may, actor=clerk)
    assert keys(may) == ["陈国华率队巡查", "孙维民率队巡查", "孙维民率队调研", "党组会议召开"]


def test_one_title_covers_entries_that_are_not_adjacent(may: Issue, clerk: User) -> None:
    ids = [entry(may, "陈国华率队巡查").pk, entry(may, "孙维民率队调研").pk]
    arranging.merge_headings(issue=may, entry_ids=ids, heading="区领导率队巡查调研", actor=clerk)
    section = print_issue(may).sections[0]
    assert [title.text for title in section.ordered_titles()] == [
        "区领导率队巡查调研",
        "孙维民率队巡查",
        "党组会议召开",
    ]
    assert section.titles[0].entry_keys == (str(ids[0]), str(ids[1]))
    assert may.headings.count() == 3


def test_a_merged_title_can_be_split_again(may: Issue, clerk: User) -> None:
    ids = [entry(may, "陈国华率队巡查").pk, entry(may, "孙维民率队调研").pk]
    arranging.merge_headings(issue=may, entry_ids=ids, heading="合", actor=clerk)
    arranging.split_heading(issue=may, entry_id=ids[1], actor=clerk)
    assert keys(may)[2] == "孙维民率队调研"
    with pytest.raises(Conflict, match="没有合并"):
        arranging.split_heading(issue=may, entry_id=ids[1], actor=clerk)


def test_merging_needs_two(may: Issue, clerk: User) -> None:
    with pytest.raises(Conflict, match="至少要选两篇"):
        arranging.merge_headings(issue=may, entry_ids=[may.entries.first().pk], heading="合", actor=clerk)


def test_an_entry_left_out_is_not_printed_and_comes_back(may: Issue, clerk: User) -> None:
    out = entry(may, "党组会议召开")
    arranging.leave_out(issue=may, entry_id=out.pk, reason="与上期重复", actor=clerk)
    assert str(out.pk) not in {e.key for e in print_issue(may).sections[0].entries}
    arranging.take_back(issue=may, entry_id=out.pk, actor=clerk)
    assert str(out.pk) in {e.key for e in print_issue(may).sections[0].entries}


def test_editing_the_print_leaves_the_log_alone(may: Issue, clerk: User) -> None:
    edited = entry(may, "党组会议召开")
    arranging.edit_entry(issue=may, entry_id=edited.pk, heading="党组会", text="印出的文字。", actor=clerk)
    edited.refresh_from_db()
    assert edited.edited
    assert edited.activity is not None
    assert edited.activity.text == "5月29日，党组会议召开。"
    arranging.take_log_text(issue=may, entry_id=edited.pk, actor=clerk)
    edited.refresh_from_db()
    assert edited.text == "5月29日，党组会议召开。"


def test_the_second_clerk_is_told_and_changes_nothing(may: Issue, clerk: User) -> None:
    opened_at = may.version
    first = entry(may, "党组会议召开")
    arranging.edit_entry(
        issue=may, entry_id=first.pk, heading="甲", text="甲。", actor=clerk, version=opened_at
    )
    with pytest.raises(StaleVersion, match="周敏改过这一期"):
        arranging.edit_entry(
            issue=may, entry_id=first.pk, heading="乙", text="乙。", actor=clerk, version=opened_at
        )
    first.refresh_from_db()
    assert first.text == "甲。"


def test_an_entry_of_another_issue_cannot_be_reached(may: Issue, clerk: User) -> None:
    with pytest.raises(Conflict, match="已经不在本期"):
        arranging.move_entry(issue=may, entry_id=0, position=1, actor=clerk)
