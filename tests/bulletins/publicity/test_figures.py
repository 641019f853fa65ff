"""Each figure of publicity and of the party committee is the length of the list it leads to."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.utils import timezone

from bulletins.models import (
    Adoption,
    MediaChannel,
    Medium,
    PartyDiscussion,
    PartyReport,
    Piece,
    PieceAward,
    Practice,
    Speech,
    Story,
)
from congress.accounts.enums import Role
from congress.figures.period import Period
from congress.figures.registry import figures, measured
from tests.factories import make_area, make_person, make_user

pytestmark = pytest.mark.django_db
DAYS = (date(2025, 3, 5), date(2025, 9, 9), date(2024, 12, 31))


def test_figures_lead_to_their_lists(client: Client) -> None:
    area, person = make_area(), make_person()
    paper = Medium.objects.create(name="省报", level=3, channel=MediaChannel.objects.all()[0])
    for on in DAYS:
        noon = timezone.make_aware(datetime.combine(on, time(12)))
        piece = Piece.objects.create(title=f"稿{on}", area=area, written_on=on)
        Adoption.objects.create(piece=piece, medium=paper, published_on=on)
        PieceAward.objects.create(piece=piece, name="奖", awarded_by="省", level=3, awarded_on=on)
        Speech.objects.create(topic=f"题{on}", meeting="会", level=2, held_on=on, area=area)
        Story.objects.create(
            title="事", person=person, area=area, text="文", state="released", released_at=noon
        )
        Practice.objects.create(title="法", area=area, noted_on=on, text="文")
        PartyDiscussion.objects.create(held_on=on, meeting="会", topic="题")
        for kind in ("report", "request"):
            PartyReport.objects.create(title="报送", kind=kind, addressee="区委", reported_on=on)
    office = make_user(Role.OFFICE)
    client.force_login(office)
    mine = [one for one in figures(office) if one.chapter in {"宣传", "党委工作"}]
    assert len(mine) == 11
    for figure in mine:
        found = measured(figure, office, Period.between(date(2025, 1, 1), date(2025, 12, 31)))
        rows = client.get(found.url).context["list"].filterset.qs.count()
        # The year has two days with one of each; what was sent counts reports and requests together.
        expected = 4 if figure.key == "party.reports" else 2
        assert (found.value.value, rows) == (expected, expected), figure.key
