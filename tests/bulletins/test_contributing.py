"""Pieces from town organs (R295)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from bulletins.enums import ContributionState
from bulletins.models import Contribution, Issue
from bulletins.operations import contributing
from bulletins.queries import adopted_by_area
from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.models import Area
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(town: User, town_area: Area) -> Contribution:
    return contributing.submit_contribution(
        area=town_area, happened_on=date(2026, 5, 8), title="东塘镇组织代表视察", text="原稿。", actor=town
    )


def test_adopting_keeps_the_original_and_finds_its_place(
    piece: Contribution, may: Issue, clerk: User
) -> None:
    entry = contributing.adopt(
        contribution=piece, issue=may, heading="东塘镇组织代表视察", text="改过。", actor=clerk
    )
    piece.refresh_from_db()
    assert (piece.state, piece.text, entry.text) == (ContributionState.ADOPTED, "原稿。", "改过。")
    assert may.entries.get(pk=entry.pk).position == 3  # behind the two activities of 8 May
    with pytest.raises(Conflict):
        contributing.return_contribution(contribution=piece, reason="晚了", actor=clerk)


def test_a_returned_piece_says_why_and_comes_again(piece: Contribution, clerk: User, town: User) -> None:
    contributing.return_contribution(contribution=piece, reason="请补充参加人数", actor=clerk)
    piece.refresh_from_db()
    assert (piece.state, piece.reason) == (ContributionState.RETURNED, "请补充参加人数")
    assert town.notices.get().text == "请补充参加人数"
    contributing.resubmit(
        contribution=piece, happened_on=piece.happened_on, title=piece.title, text="补好了。", actor=town
    )
    piece.refresh_from_db()
    assert (piece.state, piece.reason, piece.text) == (ContributionState.SUBMITTED, "", "补好了。")


def test_only_the_office_decides_and_only_the_town_withdraws(
    piece: Contribution, may: Issue, clerk: User, town: User
) -> None:
    with pytest.raises(PermissionDenied):
        contributing.adopt(contribution=piece, issue=may, heading="x", text="x", actor=town)
    with pytest.raises(PermissionDenied):
        contributing.withdraw_contribution(contribution=piece, actor=clerk)


def test_a_town_sees_its_own_pieces_only(piece: Contribution, clerk: User, town: User) -> None:
    other = make_user(Role.TOWN)
    assert list(Contribution.objects.visible_to(town)) == [piece]
    assert list(Contribution.objects.visible_to(other)) == []
    assert list(Contribution.objects.visible_to(clerk)) == [piece]


def test_adoptions_are_counted_by_town(piece: Contribution, may: Issue, clerk: User, town_area: Area) -> None:
    contributing.adopt(contribution=piece, issue=may, heading="x", text="x", actor=clerk)
    year = timezone.localtime(piece.submitted_at).year
    first = adopted_by_area(year)[0]
    assert (first, first.submitted, first.adopted) == (town_area, 1, 1)  # type: ignore[attr-defined]
    assert adopted_by_area(year - 1)[0].submitted == 0  # type: ignore[attr-defined]
