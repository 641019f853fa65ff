"""Pages, figures and lists of appraisals of departments (R119)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.figures.period import Period
from oversight.appraisals import portal
from oversight.models import SpecialAppraisal
from oversight.operations import special_appraisals as operations
from tests.factories import make_kind, make_user
from tests.oversight.appraising import asking, entered, make_deputy, planned, published, rated, to_mend

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return make_user(Role.OFFICE)


def page(row: SpecialAppraisal) -> str:
    return reverse("special_appraisals:detail", args=[row.pk])


def test_every_page_opens(client: Client, clerk: User) -> None:
    row = asking(clerk)
    client.force_login(clerk)
    for name in ("index", "bodies", "opinions", "plan_appraisal"):
        assert client.get(reverse(f"special_appraisals:{name}")).status_code == 200, name
    for name in ("change_appraisal", "close_opinions", "withdraw_appraisal", "record_visit", "enter_opinion"):
        assert client.get(reverse(f"special_appraisals:{name}", args=[row.pk])).status_code == 200, name
    again = client.post(reverse("special_appraisals:plan_appraisal"), {"title": "评议"})
    assert (again.status_code, "评议" in again.text) == (200, True)
    row = operations.close_opinions(appraisal=row, actor=clerk)
    assert client.get(reverse("special_appraisals:prepare_ballot", args=[row.pk])).status_code == 200
    fresh = planned(clerk, title="另一次")
    assert client.get(reverse("special_appraisals:open_opinions", args=[fresh.pk])).status_code == 200


def test_figures_lead_to_exactly_those(client: Client, clerk: User) -> None:
    row = published(clerk, asking(clerk), (5, 1, 4, 0), (9, 1, 0, 0))
    to_mend(clerk, row.bodies.earliest("number"))
    planned(clerk, title="准备中的")
    today = timezone.localdate()
    period = Period.between(today, today)
    found = {key: one.value for key, one in portal.count(clerk, period).items()}
    assert found == {"published": 1, "departments": 2, "unmended": 1}
    client.force_login(clerk)
    days = {"since": str(today), "until": str(today)}
    for name, asked, n in (("index", "published", 1), ("bodies", "", 2), ("bodies", "open", 1)):
        answer = client.get(reverse(f"special_appraisals:{name}"), {"state": asked, **days})
        assert answer.context["list"].filterset.qs.count() == n, (name, asked)
    text = client.get(reverse("search:results"), {"q": "履职监督 评议"}).text
    assert page(row) in text


def test_lists_and_the_record_ask_no_more_for_more(
    client: Client, clerk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_kind()
    row = asking(clerk)
    _user, seat = make_deputy()

    def more(place: str) -> None:
        facts: dict[str, Any] = {"on": timezone.localdate(), "place": place, "account": "看。"}
        operations.record_visit(appraisal=row, actor=clerk, deputies=[seat], **facts)
        for body in row.bodies.all():
            entered(clerk, body, "city")

    more("甲")
    client.force_login(clerk)
    addresses = [
        page(row),
        *(reverse(f"special_appraisals:{one}") for one in ("index", "bodies", "opinions")),
    ]
    counts: list[list[int]] = []
    for _turn in range(2):
        counts.append([])
        for address in addresses:
            client.get(address)
            with django_assert_max_num_queries(30) as asked:
                client.get(address)
            counts[-1].append(len(asked))
        more(f"第{len(counts)}处")
        asking(clerk, title=f"又一次{len(counts)}")
    assert counts[0] == counts[1]
    row = rated(clerk, row, (5, 1, 1, 1), (5, 1, 1, 1))
    with django_assert_max_num_queries(30):
        client.get(page(row))
