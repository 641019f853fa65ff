"""The evidence sheet of one deputy and term (R031), and the year report under four headings (R083)."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.organs.enums import CongressLevel
from congress.organs.models import Term
from deputies.duty.attendance import Attended
from deputies.evidence.facts import evidence_of
from deputies.evidence.printing import sheet_of
from deputies.models import Deputyship, DutyReport, ReportOpinion
from deputies.work_report.facts import Asked, Heading, parts_of
from tests.deputies.duty.stage import count, make_scheme
from tests.factories import make_deputyship, make_term, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 20)


@pytest.fixture
def _in_november() -> object:
    with time_machine.travel("2024-11-20 09:00+08:00", tick=False):
        yield


@pytest.mark.usefixtures("_in_november")
def test_the_sheet_tells_one_term_year_by_year(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, holder = make_user(Role.DEPUTY_WORK), make_deputyship()
    make_scheme(("履职", "reception", 5, 2, 10), year=2024)
    for pk, (kind, day) in enumerate(
        [
            ("reception", date(2023, 3, 2)),
            ("reception", date(2024, 3, 2)),
            ("suggestion_lead", date(2024, 5, 6)),
        ],
        1,
    ):
        count(holder, clerk, kind=kind, pk=pk, day=day)
    best = ReportOpinion.objects.order_by("order")[0]
    DutyReport.objects.create(
        deputyship=holder, audience="voters", form="oral", day=date(2024, 6, 1), state="held", result=best
    )
    earlier = Term.objects.create(
        level=CongressLevel.DISTRICT, area=holder.term.area, number=17, starts_on=date(2016, 12, 1)
    )
    before = Deputyship.objects.create(
        person=holder.person,
        level=CongressLevel.DISTRICT,
        term=earlier,
        starts_on=date(2016, 12, 1),
        ends_on=date(2021, 12, 27),
        how_ended="expired",
    )
    DutyReport.objects.create(
        deputyship=before, audience="voters", form="oral", day=date(2019, 6, 1), state="held"
    )
    monkeypatch.setattr(
        "deputies.evidence.facts.attendance_of", lambda keys, first, last: {keys[0]: Attended(3, 1, 1)}
    )
    evidence = evidence_of(holder, clerk, TODAY)
    last = evidence.years[-1]
    assert [line.year for line in evidence.years] == [2021, 2022, 2023, 2024]
    assert last.cells == ("2024年", "5", "3", "1", "60%", "1", "1", "0", "1", "2", "5", "—")
    (reported,) = (one for one in evidence.chapters if one.title == "述职评议")
    assert [row[0] for row in reported.rows] == ["2024年6月1日"]
    paper = sheet_of(evidence, TODAY)
    assert paper.title == f"{holder.person.name}履职情况依据表（第十八届）"
    assert "应到20次，实到12次，请假4次，出席率60%" in paper.preamble
    client.force_login(clerk)
    assert "优秀" in client.get(reverse("evidence:sheet", args=[holder.pk])).text
    pdf = client.get(reverse("evidence:sheet_pdf", args=[holder.pk]))
    assert pdf.content.startswith(b"%PDF")


@pytest.mark.usefixtures("_in_november")
def test_the_year_report_has_four_headings_filled_from_data(client: Client) -> None:
    clerk, holder = make_user(Role.DEPUTY_WORK), make_deputyship()
    make_term(CongressLevel.DISTRICT)
    count(holder, clerk, kind="reception", pk=1, day=date(2024, 3, 2))
    DutyReport.objects.create(
        deputyship=holder, audience="voters", form="oral", day=date(2024, 6, 1), state="held"
    )
    parts = parts_of(Asked(2024, clerk, TODAY))
    assert [part.title for part in parts] == list(Heading)
    told = {fact.label: fact.value for part in parts for fact in part.facts}
    assert told["在任代表（直接选举）"] == "区县级1 名"
    assert told["履职登记"] == "1 次，其中会议期间 0 次"
    assert told["述职"] == "1 名代表（区县级1 名）"
    assert told["本届还没有述职"] == "0 名"
    assert all(part.facts for part in parts)
    client.force_login(clerk)
    page = client.get(reverse("work_report:report"), {"year": 2024}).text
    assert all(heading.value in page for heading in Heading)
    for part in parts:
        for fact in part.facts:
            assert not fact.url or client.get(fact.url).status_code == 200, fact
    pdf = client.get(reverse("work_report:report_pdf"), {"year": 2024})
    assert pdf.content.startswith(b"%PDF")
