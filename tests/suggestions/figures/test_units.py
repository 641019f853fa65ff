"""Ranking, 通报, scores, settings and the draft report."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from congress.access.exceptions import StaleVersion
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.figures.cards import cards
from congress.figures.period import Period
from congress.notices.models import Notice
from suggestions.enums import Rating, State
from suggestions.figures import operations
from suggestions.figures.pages import Ranking, ranking
from suggestions.figures.scores import unit_scores
from suggestions.models import FigureSetting, ScorePart, Suggestion, UnitNotice
from suggestions.queries.scopes import Scope
from tests.suggestions.cast import Cast, make_cast, make_suggestion
from tests.suggestions.figures.records import put

pytestmark = pytest.mark.django_db
YEAR = Scope(Period.between(date(2026, 1, 1), date(2026, 11, 22)))
WHERE = "preset=custom&since=2026-01-01"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ranked() -> Ranking:
    return ranking(Suggestion.objects.all(), YEAR, FigureSetting.load())


def half_done(cast: Cast) -> None:
    """The first unit has 5 of 10 done, the second 9 of 10, the third too few."""
    put(cast, 5)
    put(cast, 5, State.HANDLING)
    put(cast, 9, unit=cast.units[1])
    put(cast, 1, State.HANDLING, unit=cast.units[1])
    put(cast, 4, State.HANDLING, unit=cast.units[2])


def test_units_below_the_line_are_proposed() -> None:
    """R198: 5 of 10 below 80% is proposed; a unit with fewer matters than asked is not ranked."""
    cast = make_cast()
    half_done(cast)
    found = ranked()
    assert [(unit.line.label, str(unit.finished.rate), unit.proposed) for unit in found.ranked] == [
        (cast.units[1].short_name, "90%", False),
        (cast.units[0].short_name, "50%", True),
    ]
    assert [line.label for line in found.too_few] == [cast.units[2].short_name]
    page = client_of(cast.leader).get(f"/suggestions/figures/units/?{WHERE}").content.decode()
    assert page.count("建议调度</span>") == 1
    assert "写通报" not in page  # a leader reads


def test_the_line_is_drawn_from_whole_numbers() -> None:
    """79.96% prints as 80%, and still lies below 80."""
    cast = make_cast()
    put(cast, 1999, unit=cast.units[0])
    put(cast, 501, State.HANDLING, unit=cast.units[0])
    (unit,) = ranked().ranked
    assert (str(unit.finished.rate), unit.proposed) == ("80%", True)


def test_a_notice_freezes_its_figures() -> None:
    cast = make_cast()
    half_done(cast)
    client = client_of(cast.keeper)
    address = f"/suggestions/figures/notices/issue/?{WHERE}"
    form = client.get(address).context["form"]
    assert form.initial["units"] == [str(cast.units[0].pk)]
    facts = {**form.initial, "issued_on": "2026-11-20", "token": str(uuid4())}
    sent = [client.post(address, facts) for _ in range(2)]
    assert {answer.status_code for answer in sent} == {302}
    notice = UnitNotice.objects.get()
    unit = cast.units[0]
    wanted = {
        "organ": unit.pk,
        "unit": unit.short_name,
        "received": 10,
        "finished": 5,
        "rate": "50%",
        "late": 5,
    }
    assert notice.lines == [wanted]
    put(cast, 20)
    shown = client_of(cast.staff[0]).get(f"/suggestions/figures/notices/{notice.pk}/").content.decode()
    assert "50%" in shown
    assert Notice.objects.filter(user=cast.staff[0], title__contains="通报").count() == 1
    assert AuditEvent.objects.filter(verb="suggestions:issue_notice").count() == 1
    with pytest.raises(TypeError):
        notice.save()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("units", [], "还没有选单位"),
        ("issued_on", "2099-01-01", "日期晚于今天"),
        ("title", "", "标题"),
        ("units", ["0"], "0"),
    ],
)
def test_a_wrong_notice_keeps_what_was_typed(name: str, value: object, says: str) -> None:
    cast = make_cast()
    half_done(cast)
    client = client_of(cast.keeper)
    address = f"/suggestions/figures/notices/issue/?{WHERE}"
    facts = {
        "title": "通报",
        "text": "请抓紧办理这几件",
        "issued_on": "2026-11-20",
        "units": [str(cast.units[0].pk)],
        "token": str(uuid4()),
    } | {name: value}
    page = client.post(address, facts)
    assert page.status_code == 200
    assert says in str(page.context["form"].errors[name]) or name == "title"
    assert name in page.context["form"].errors
    assert "请抓紧办理这几件" in page.content.decode()
    assert not UnitNotice.objects.exists()


def test_a_notice_prints() -> None:
    cast = make_cast()
    half_done(cast)
    found = ranked()
    notice = operations.issue_notice(
        actor=cast.keeper,
        ranking=found,
        scope=YEAR,
        units=[found.proposed[0].organ],
        title="关于代表建议办理情况的通报",
        text="请抓紧办理。",
        issued_on=date(2026, 11, 20),
        token=uuid4(),
    )
    answer = client_of(cast.leader).get(f"/suggestions/figures/notices/{notice.pk}.pdf")
    assert answer.content.startswith(b"%PDF")


def test_scores_come_from_weighted_parts() -> None:
    """R226: weight times rate; what cannot be scored is left out and the rest put on 100."""
    cast = make_cast()
    make_suggestion(cast, State.EVALUATED)  # replied in time, contacts before and during, satisfied
    put(cast, 1, State.HANDLING, unit=cast.units[1])
    own, other = unit_scores(Suggestion.objects.all(), YEAR)
    assert own.organ == cast.units[0]
    assert [part.shown for part in own.parts] == ["30", "0", "30", "20"]
    assert f"{own.total}" == "80"
    assert [part.shown for part in other.parts] == ["0", "—", "0", "—"]
    assert f"{other.total}" == "0"
    seen = client_of(cast.staff[1]).get(f"/suggestions/figures/scores/?{WHERE}").context["scores"]
    assert [score.organ for score in seen] == [cast.units[1]]


def test_a_denied_contact_is_none() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.EVALUATED)
    part = row.handlings.get()
    before = unit_scores(Suggestion.objects.all(), YEAR)[0].parts[1].rate
    part.contacts.create(
        stage="after",
        on=date(2026, 5, 1),
        way="call",
        who="丁志强",
        content="回访",
        recorded_at=cast.clock,
        token=uuid4(),
    )
    after = unit_scores(Suggestion.objects.all(), YEAR)[0].parts[1].rate
    assert (before.numerator, after.numerator) == (0, 1)
    part.contacts.filter(stage="after").update(answer="denied", answered_at=cast.clock)
    assert unit_scores(Suggestion.objects.all(), YEAR)[0].parts[1].rate.numerator == 0


def test_weights_add_up_to_100() -> None:
    cast = make_cast()
    client = client_of(cast.keeper)
    address = "/suggestions/figures/settings/"
    hidden = client.get(address).context["form"].initial
    facts = {"places": 2, "minimum": 3, "threshold": 90, "version": hidden["version"]}
    wrong = client.post(
        address, facts | {"timeliness": 30, "contact": 30, "completion": 30, "satisfaction": 30}
    )
    assert "现在是 120 分" in wrong.content.decode()
    right = {"timeliness": 40, "contact": 10, "completion": 30, "satisfaction": 20}
    assert client.post(address, facts | right).status_code == 302
    assert dict(ScorePart.objects.values_list("kind", "weight")) == right
    assert FigureSetting.load().places == 2
    with pytest.raises(StaleVersion):
        operations.figure_settings(
            actor=cast.keeper, version=1, places=1, minimum=5, threshold=80, weights=right
        )
    with pytest.raises(ValidationError):
        operations.figure_settings(
            actor=cast.keeper, version=2, places=1, minimum=5, threshold=80, weights=right | {"contact": 11}
        )


def test_the_draft_report_tells_figures_and_cases() -> None:
    cast = make_cast()
    half_done(cast)
    put(cast, 1, State.EVALUATED, rating=Rating.UNSATISFIED)
    key = make_suggestion(cast, State.EVALUATED, title="关于增设停车位的建议")
    Suggestion.objects.filter(pk=key.pk).update(is_key=True)  # told first
    answer = client_of(cast.keeper).get(f"/suggestions/figures/report/?{WHERE}")
    text = "\n".join(p.text for p in Document(BytesIO(answer.content)).paragraphs)
    for piece in (
        "共收到并立案26件",
        "办结16件，在办10件，办结率61.5%（16／26件）",
        "满意率93.8%（15／16件）",
        "《关于增设停车位的建议》",
        "有10件没有在规定期限内答复",
        f"{cast.units[0].short_name}（58.3%，7／12件）",
    ):
        assert piece in text, piece


def test_a_table_leaves_as_a_spreadsheet() -> None:
    cast = make_cast()
    half_done(cast)
    answer = client_of(cast.keeper).get(f"/suggestions/figures/by/unit/xlsx/?{WHERE}")
    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    assert rows[0][:6] == ("承办单位", "收集", "在办", "办结", "办结率", "办结率的计算")
    assert rows[1][1:6] == (10, 5, 5, "50%", "5／10 件")
    assert rows[-2][:2] == ("合计", 24)
    assert "截至2026年11月22日" in str(rows[-1][0]) or "2026年以来" in str(rows[-1][0])


def test_each_reader_counts_the_own() -> None:
    """A unit its matters, a committee its field, a town its area; a unit does not see how others do."""
    cast = make_cast()
    put(cast, 3, State.HANDLING, committee=cast.committee_organ)
    put(cast, 2, State.HANDLING, unit=cast.units[1], area=cast.district)
    seen = {}
    for user in (cast.keeper, cast.leader, cast.committee, cast.town_user, cast.staff[1]):
        page = client_of(user).get(f"/suggestions/figures/?{WHERE}")
        seen[user] = page.context["whole"].count("received")
    assert list(seen.values()) == [5, 5, 3, 3, 2]
    assert client_of(cast.staff[0]).get(f"/suggestions/figures/by/unit/?{WHERE}").status_code == 404
    assert page.context["ranking"] is None
    assert client_of(cast.staff[0]).get("/suggestions/figures/units/").status_code == 403


def test_home_pages_show_the_figures() -> None:
    cast = make_cast()
    put(cast, 3, State.HANDLING)
    put(cast, 1)
    found = {card.label: (str(card.value), card.of) for card in cards(cast.leader, date(2026, 11, 22))}
    assert found["建议在办"][0] == "3"
    assert found["建议办结率"][0] == "25"
    assert found["建议办结率"][1].startswith("1／4 件")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("preset=custom", "自选期间须填起始日期"),
        ("preset=custom&since=2026-05-01&until=2026-04-01", "起始日期晚于截止日期"),
        ("until=2099-01-01", "截止日期晚于今天"),
        ("preset=custom&since=2026-02-30", "2月没有30日"),
        ("series=all", "series"),
        ("unit=999999", "unit"),
    ],
)
def test_a_wrong_period_says_so_and_counts_nothing(query: str, says: str) -> None:
    cast = make_cast()
    page = client_of(cast.keeper).get(f"/suggestions/figures/?{query}")
    assert page.status_code == 200
    assert says in page.content.decode()
    assert page.context["asked"].form.errors
    assert "whole" not in page.context


def test_presets_give_their_periods() -> None:
    """R308: presets keep an own cut-off; a first day alone gives 2022年4月以来."""
    cast = make_cast()
    client = client_of(cast.keeper)
    captions = {
        query: client.get(f"/suggestions/figures/?{query}").context["asked"].caption
        for query in (
            "until=2026-05-31",
            "preset=half&until=2026-11-01",
            "preset=twelve&until=2026-05-31",
            "preset=custom&since=2022-04-01&until=2023-05-31",
        )
    }
    assert [caption.split("　")[0] for caption in captions.values()] == [
        "今年以来，截至2026年5月31日",
        "上半年，截至2026年6月30日",
        "一年来，截至2026年5月31日",
        "2022年4月1日—2023年5月31日",
    ]
