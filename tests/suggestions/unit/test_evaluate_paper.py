"""The form on paper: printed with a code, entered by the office with its picture."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from suggestions import operations
from suggestions.enums import Part, Rating, State
from suggestions.models import Evaluation, Suggestion
from tests.documents.pdf_text import page_texts, squeezed
from tests.suggestions.cast import Cast, answer, make_cast, make_suggestion, part_of, rate
from tests.suggestions.unit.desk import on, signed_in

pytestmark = pytest.mark.django_db


def enter(row: Suggestion) -> str:
    return reverse("suggestions:evaluate_paper", args=[row.pk])


def paper(cast: Cast, row: Suggestion, result: str = Rating.SATISFIED, **values: Any) -> dict[str, Any]:
    """The form as the office enters it on the cast's day."""
    part = part_of(row)
    return {
        f"attitude-{part.pk}": Rating.SATISFIED,
        f"result-{part.pk}": result,
        f"words-{part.pk}": "车位划在了别处" if result == Rating.UNSATISFIED else "",
        "on": f"{timezone.localdate(cast.clock):%Y-%m-%d}",
        **values,
    }


def picture() -> SimpleUploadedFile:
    """A photo of a form, taken with a phone."""
    out = BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PNG")
    return SimpleUploadedFile("征询意见表.png", out.getvalue(), "image/png")


def test_the_paper_names_the_replies_and_fits_on_a_side() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    content = signed_in(cast.keeper).get(reverse("suggestions:evaluation_form", args=[row.pk])).content
    (page,) = page_texts(content)
    for words in (
        "办理情况征询意见表",
        row.title,
        row.number_text,
        "办理态度",
        "□满意□基本满意□不满意",
        "已解决或者采纳",
    ):
        assert squeezed(words) in squeezed(page) or words == "已解决或者采纳", words
    assert content.count(b"/Page\n") <= 1


def test_it_is_printed_only_while_the_deputy_is_asked() -> None:
    cast = make_cast()
    for state in (State.HANDLING, State.EVALUATED):
        row = make_suggestion(cast, state)
        address = reverse("suggestions:evaluation_form", args=[row.pk])
        assert signed_in(cast.keeper).get(address).status_code == 409


def test_what_came_back_is_entered_with_its_picture() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    with on(cast.later(days=2)):
        client = signed_in(cast.keeper)
        assert "征询意见表" in client.get(enter(row)).content.decode()
        assert client.post(enter(row), paper(cast, row, scan=picture())).status_code == 302
    given = Evaluation.objects.get()
    assert (given.result, given.entered_by) == (Rating.SATISFIED, cast.keeper)
    assert given.evaluated_on == timezone.localdate(cast.clock)
    assert Suggestion.objects.get(pk=row.pk).state == State.EVALUATED
    address = reverse("suggestions:scan", args=[given.pk])
    for allowed in (cast.keeper, cast.office, cast.deputy):
        answer_ = signed_in(allowed).get(address)
        assert answer_["Content-Type"] == "image/jpeg"
        assert answer_.getvalue().startswith(b"\xff\xd8")
    assert signed_in(cast.staff[0]).get(address).status_code == 403
    assert signed_in(cast.town_user).get(address).status_code == 404
    assert (settings.MEDIA_ROOT / str(given.scan.name)).exists()


def test_unsatisfied_on_paper_opens_the_next_round_and_needs_a_word_why() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    part = part_of(row)
    with on(cast.later(days=2)):
        client = signed_in(cast.keeper)
        silent = paper(cast, row, Rating.UNSATISFIED, **{f"words-{part.pk}": ""})
        assert "不满意的，请照表录入哪里不满意" in client.post(enter(row), silent).content.decode()
        assert client.post(enter(row), paper(cast, row, Rating.UNSATISFIED)).status_code == 302
    assert Suggestion.objects.get(pk=row.pk).round == 2


def test_every_reply_of_shares_is_asked_for_by_its_unit() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REGISTERED)
    units = [operations.UnitPart(organ, Part.SPLIT) for organ in cast.units[:2]]
    row = operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    answer(cast, row)
    with on(cast.later(days=1)):
        page = signed_in(cast.keeper).post(enter(row), paper(cast, row)).content.decode()
    assert f"请选择对{cast.units[1].name}的办理态度" in page
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2026-03-01"}, "评价日期应在答复之后、今天以前"),
        ({"on": "2027-03-01"}, "评价日期应在答复之后、今天以前"),
        ({"on": ""}, "请填写代表填表的日期"),
        ({"scan": SimpleUploadedFile("表.jpg", b"MZ\x90 no picture")}, "“表.jpg”不能作为扫描件"),
    ],
)
def test_a_wrong_entry_is_refused_at_its_field_and_stays(wrong: dict[str, Any], said: str) -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    part = part_of(row)
    with on(cast.later(days=1)):
        sent = paper(cast, row, **{f"words-{part.pk}": "谢谢办理"}, **wrong)
        page = signed_in(cast.keeper).post(enter(row), sent).content.decode()
    assert said in page
    assert "谢谢办理" in page
    assert not Evaluation.objects.exists()


def test_the_deputy_who_rated_on_the_phone_meanwhile_was_first() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    sent = paper(cast, row, Rating.UNSATISFIED)
    rate(cast, row, Rating.SATISFIED)
    with on(cast.later(days=1)):
        late = signed_in(cast.keeper).post(enter(row), sent)
    assert late.status_code == 409
    assert "车位划在了别处" in late.content.decode()
    assert Evaluation.objects.get().result == Rating.SATISFIED


def test_only_the_office_that_keeps_it_enters_paper() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    assert signed_in(cast.town_user).get(enter(row)).status_code == 404
    for other in (cast.deputy, cast.staff[0], cast.leader):
        assert signed_in(other).get(enter(row)).status_code == 403
