"""Typical cases with the numbers of the field (R236–R239)."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from activities.amounts import parse_amount
from congress.access.exceptions import Conflict
from suggestions.enums import State
from suggestions.models import Suggestion, TypicalCase
from suggestions.supervision import operations
from suggestions.supervision.enums import AmountKind
from suggestions.supervision.queries.cases import case_figures
from tests.suggestions.cast import make_suggestion
from tests.suggestions.supervision.stage import Stage, make_stage

pytestmark = pytest.mark.django_db


def _write(stage: Stage, row: Suggestion, *amounts: operations.Amount) -> TypicalCase:
    return operations.write_case(
        suggestion=row,
        actor=stage.cast.office,
        title="十余天修好一条路",
        handed_by="矿山街道人大工委",
        story="交办后马上动工。",
        result="居民出行方便了。",
        amounts=amounts,
    )


def test_the_numbers_keep_their_more_and_lead_to_price_and_share() -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.CLOSED, co=1)
    case = _write(
        stage,
        row,
        operations.Amount(AmountKind.TIME, parse_amount("10余天")),
        operations.Amount(AmountKind.MONEY, parse_amount("100余万元")),
    )
    assert [figure.value for figure in case_figures(list(case.amounts.all()))] == ["10余天", "100余万元"]
    case = operations.write_case(
        suggestion=row,
        actor=stage.cast.office,
        title="改造污水管网",
        handed_by="宋疃镇人大",
        story="争取资金改造。",
        result="不再冒溢。",
        amounts=[
            operations.Amount(AmountKind.MONEY, parse_amount("234万元")),
            operations.Amount(AmountKind.QUANTITY, parse_amount("2250米"), "改造污水管网"),
            operations.Amount(AmountKind.PROGRESS, parse_amount("130多座"), goal=200),
        ],
        version=case.version,
    )
    figures = case_figures(list(case.amounts.all()))
    assert [(one.value, one.of) for one in figures] == [
        ("234 万元", ""),
        ("2,250 米", "每米 1,040 元"),
        ("65%", "130多座，目标 200 座"),
    ]


def test_only_what_was_struck_off_and_only_its_keeper() -> None:
    stage = make_stage()
    with pytest.raises(Conflict, match="销号之后"):
        _write(stage, make_suggestion(stage.cast))
    closed = make_suggestion(stage.cast, State.CLOSED)
    with pytest.raises(PermissionDenied):
        operations.write_case(
            suggestion=closed, actor=stage.cast.committee, title="x", handed_by="x", story="x", result="x"
        )


def _photo(name: str) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (640, 480), "gray").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


_GOOD = {
    "title": "十余天修好一条路",
    "handed_by": "街道人大工委",
    "story": "马上动工",
    "result": "路好走了",
    "version": "0",
}


def test_written_on_the_page_with_photos(client: Client) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.CLOSED, co=1)
    client.force_login(stage.cast.office)
    url = reverse("supervision:write_case", args=[row.pk])
    data = {**_GOOD, "days": "10余天", "before": [_photo("前.jpg")], "after": [_photo("后.jpg")]}
    page = client.post(url, data, follow=True)
    assert "10余天" in page.text
    assert page.text.count("<figure>") == 2
    assert page.text.count("（协办）") == 1, "every unit of the matter is named"
    case = TypicalCase.objects.get()
    photo = case.photos.first()
    assert photo is not None
    shown = client.get(reverse("supervision:photo", args=[photo.pk, "small"]))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown.getvalue()[:2] == b"\xff\xd8"
    stale = client.post(url, {**_GOOD, "title": "改了标题"})
    assert stale.status_code == 409, "it was written since the form was opened"
    client.force_login(stage.cast.staff[2])
    page = client.get(reverse("supervision:case", args=[case.pk]))
    assert page.status_code == 200
    assert "看这件建议" not in page.text, "who may not see the suggestion reads the case alone"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"days": "很多天"}, "数量写成数字加单位"),
        ({"days": "10余年"}, "单位请写"),
        ({"money": "100"}, "请在数字后面写单位"),
        ({"quantity": "2250米"}, "请写数量是什么"),
        ({"progress": "130多座"}, "现在办到的数和目标要一起写"),
        ({"progress": "130多座", "goal": "200个"}, "目标的单位是个"),
        ({"progress": "130多座", "goal": "0座"}, "目标须大于 0"),
        ({"before": SimpleUploadedFile("前.jpg", b"MZ not a picture", "image/jpeg")}, "不是能用的照片"),
    ],
)
def test_bad_numbers_are_told_at_the_place(client: Client, change: dict[str, object], message: str) -> None:
    stage = make_stage()
    row = make_suggestion(stage.cast, State.CLOSED)
    client.force_login(stage.cast.office)
    page = client.post(reverse("supervision:write_case", args=[row.pk]), {**_GOOD, **change})
    assert page.status_code == 200
    assert message in page.text
    assert "十余天修好一条路" in page.text
    assert not TypicalCase.objects.exists()
