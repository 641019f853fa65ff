"""A matter of a station becomes a suggestion, and what comes of it goes back to the citizen."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from congress.notices.models import Notice
from liaison_stations.enums import MatterState, Origin, Outcome
from liaison_stations.models import Matter
from liaison_stations.operations import answering, deciding, rating
from suggestions import operations
from suggestions.enums import Source, State
from suggestions.models import MatterSuggestion, Reply, Suggestion
from tests.factories import make_deputyship
from tests.liaison_stations.stage import Stage, make_citizen, make_matter, make_stage
from tests.suggestions.cast import Cast, answer, make_cast, make_suggestion

pytestmark = pytest.mark.django_db


def suggested(cast: Cast, stage: Stage, state: str = State.HANDLING) -> tuple[Suggestion, Matter]:
    """A suggestion of the cast that a matter became, at work in a unit."""
    row = make_suggestion(cast, state, source=Source.RECEPTION)
    matter = make_matter(stage.station, state=MatterState.SUGGESTED, destination="suggestion")
    MatterSuggestion.objects.create(matter=matter, suggestion=row)
    return row, matter


def test_the_station_leaves_a_draft_to_the_deputy_without_anything_of_the_citizen(client: Client) -> None:
    stage = make_stage()
    matter = make_matter(stage.station, citizen=make_citizen(consents=True), wish="装上路灯")
    deciding.suggest(matter=matter, actor=stage.officer, deputyship=stage.deputies[0])
    row = Suggestion.objects.get()
    assert (row.state, row.source, row.lead) == (State.DRAFT, Source.RECEPTION, stage.deputies[0])
    assert (row.title, row.proposal, row.area) == (matter.title, "装上路灯", stage.town)
    assert "秦素云" not in str(Suggestion.objects.values())
    assert Notice.objects.get(user=stage.deputy).url == reverse("suggestions:edit", args=[row.pk])
    client.force_login(stage.officer)
    shown = client.get(reverse("matters:detail", args=[matter.pk])).content.decode()
    assert "转成的代表建议" in shown
    assert reverse("suggestions:detail", args=[row.pk]) not in shown
    client.force_login(stage.deputy)
    assert client.get(reverse("suggestions:edit", args=[row.pk])).status_code == 200


def test_the_office_submits_it_at_once_and_no_former_deputy_gets_it() -> None:
    stage = make_stage()
    matter = make_matter(stage.station, origin=Origin.STATION_QR)
    former = make_deputyship()
    former.ends_on, former.how_ended = former.starts_on, "resignation"
    former.save()
    with pytest.raises(ValidationError, match="任期已经结束"):
        deciding.suggest(matter=matter, actor=stage.office, deputyship=former)
    deciding.suggest(matter=matter, actor=stage.office, deputyship=stage.deputies[0])
    assert Suggestion.objects.values_list("state", "source").get() == (State.SUBMITTED, Source.QR)


def test_a_reply_answers_the_matter_and_the_station_is_asked_to_tell_the_citizen(client: Client) -> None:
    cast, stage = make_cast(), make_stage()
    row, matter = suggested(cast, stage)
    answer(cast, row)
    matter.refresh_from_db()
    assert (matter.state, matter.outcome) == (MatterState.ANSWERED, Outcome.SOLVED)
    assert "已划出限时停车位三十个" in matter.answer
    assert matter.steps.get().actor is None
    assert Notice.objects.filter(user=stage.officer, title__startswith="有办理结果").exists()
    client.force_login(cast.keeper)
    shown = client.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
    assert matter.title in shown


def test_a_reply_that_is_not_public_does_not_reach_the_citizen_and_a_later_one_changes_nothing() -> None:
    cast, stage = make_cast(), make_stage()
    row, matter = suggested(cast, stage)
    other = make_suggestion(cast, State.REGISTERED, source=Source.RECEPTION)
    merged = make_matter(stage.station, state=MatterState.SUGGESTED)
    told = make_matter(stage.station, state=MatterState.TOLD, answer="早已说明")
    MatterSuggestion.objects.create(matter=merged, suggestion=other)
    operations.merge(suggestion=other, actor=cast.keeper, into=row, at=cast.clock)
    MatterSuggestion.objects.filter(matter=matter).update(matter=told)
    answer(cast, row, public=False, public_note="涉及个人")
    for one in (merged, told):
        one.refresh_from_db()
    assert Reply.objects.get().text not in merged.answer
    assert (merged.state, told.answer) == (MatterState.ANSWERED, "早已说明")


def test_when_the_suggestion_ends_without_a_reply_the_station_is_told() -> None:
    cast, stage = make_cast(), make_stage()
    row, matter = suggested(cast, stage)
    operations.withdraw(suggestion=row, actor=cast.deputy, reason="已经解决", at=cast.later(hours=3))
    matter.refresh_from_db()
    assert matter.state == MatterState.SUGGESTED
    assert "已经解决" in Notice.objects.get(user=stage.officer).text


def test_the_contact_book_has_a_line_for_each_matter_that_leads_to_its_suggestion(client: Client) -> None:
    stage = make_stage()
    deputy = stage.deputies[0]
    one, two = (make_matter(stage.station, heard_by=deputy, citizen=make_citizen()) for _ in range(2))
    deciding.suggest(matter=one, actor=stage.office, deputyship=deputy)
    address = reverse("suggestions:detail", args=[Suggestion.objects.get().pk])
    for user, url in (
        (stage.deputy, reverse("matters:heard_list")),
        (stage.office, reverse("deputies:detail", args=[deputy.person_id])),
    ):
        client.force_login(user)
        shown = client.get(url).content.decode()
        assert [one.title in shown, two.title in shown, address in shown] == [True, True, True]
        assert "秦" not in shown


def test_the_citizen_rates_the_answer_and_later_the_deed_apart_from_the_deputy(client: Client) -> None:
    """R221, R222: 答复满意 and 落实不满意 are two verdicts; the deputy hears of the second, and both stay."""
    cast, stage = make_cast(), make_stage()
    row, matter = suggested(cast, stage)
    answer(cast, row, "B")
    page = client.post(reverse("online:ask"), {"code": matter.code}).content.decode()
    assert "还没落实，以后再评" in page
    client.post(reverse("online:rate"), {"code": matter.code, "rating": "satisfied"})
    link = row.from_matter
    link.refresh_from_db()
    assert (link.reply_rating, link.deed_rating) == ("satisfied", "")
    again = {"code": matter.code, "deed_rating": "dissatisfied", "words": "路灯又灭了，打13900001234"}
    page = client.post(reverse("online:rate"), again).content.decode()
    assert "对答复满意；对落实不满意" in page
    link.refresh_from_db()
    assert (link.reply_rating, link.deed_rating) == ("satisfied", "dissatisfied")
    assert link.deed_words == "路灯又灭了，打（电话略）"
    assert Notice.objects.filter(user=cast.deputy, title__startswith="群众对落实不满意").count() == 1
    assert "已经评价过" in client.post(reverse("online:rate"), again).content.decode()
    client.force_login(cast.keeper)
    assert "对落实不满意" in client.get(reverse("suggestions:detail", args=[row.pk])).content.decode()
    matter.refresh_from_db()
    deciding.reopen(matter=matter, actor=stage.officer, reason="又灭了")
    link.refresh_from_db()
    assert link.deed_rating == "dissatisfied"


def test_the_station_asks_again_after_it_was_carried_out(client: Client) -> None:
    cast, stage = make_cast(), make_stage()
    row, matter = suggested(cast, stage)
    client.force_login(stage.officer)
    url = reverse("matters:rate_deed", args=[matter.pk])
    assert client.post(url, {"deed_rating": "basic"}).status_code == 409
    answer(cast, row, "B")
    answering.tell(matter=matter, actor=stage.officer, told_by="phone")
    answering.close(matter=matter, actor=stage.officer, rating="satisfied")
    assert url in client.get(reverse("matters:detail", args=[matter.pk])).content.decode()
    assert "请选满意" in client.post(url, {"deed_words": "灯装上了"}).content.decode()
    assert client.post(url, {"deed_rating": "basic", "deed_words": "灯装上了"}).status_code == 302
    row.from_matter.refresh_from_db()
    assert (row.from_matter.reply_rating, row.from_matter.deed_rating) == ("satisfied", "basic")
    assert url not in client.get(reverse("matters:detail", args=[matter.pk])).content.decode()
    other = make_matter(stage.station, state=MatterState.CLOSED, closed_at=matter.received_at, answer="已修")
    assert not rating.can_rate_deed(other)
