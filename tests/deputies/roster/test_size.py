"""Large rosters: as many queries for hundreds of rows as for ten, and written as one."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench._people import CONSTITUENCIES, workbook
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.audit.queries import verify
from congress.documents import operations
from congress.documents.imports import Outcome
from congress.documents.review import Review
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from deputies.imports import ROSTER
from deputies.models import Deputyship, GroupMembership, Person
from tests.deputies.roster.steps import exported, review, upload, write
from tests.factories import make_term, make_user

pytestmark = pytest.mark.django_db
#: People, their deputyships, seats, posts, phones; terms, constituencies, towns, groups; deputies and seats of
#: the level, and the file's row.
QUERIES = 12


@pytest.fixture
def clerk(db: None) -> User:
    area = make_term(CongressLevel.DISTRICT, number=5).area
    for number in range(1, CONSTITUENCIES + 1):
        Constituency.objects.create(
            level=CongressLevel.DISTRICT, number=number, name=f"第{number}选区", area=area, seats=9
        )
    return make_user(Role.OFFICE)


def counted(clerk: User, count: int) -> tuple[Review, int]:
    run = upload(clerk, workbook(count))
    with CaptureQueriesContext(connection) as queries:
        checked = review(run)
    return checked, len(queries)


def test_preview_asks_as_often_for_ten_rows_as_for_three_hundred(clerk: User) -> None:
    assert counted(clerk, 10)[1] == counted(clerk, 300)[1] <= QUERIES
    write(upload(clerk, workbook(300)))
    assert counted(clerk, 10)[1] == counted(clerk, 300)[1] <= QUERIES


def test_three_hundred_are_written_with_few_queries_and_a_whole_chain(clerk: User) -> None:
    write(upload(clerk, workbook(100)))  # sets the hundred groups up, one by one
    run = upload(clerk, workbook(300))
    with CaptureQueriesContext(connection) as queries:
        write(run)
    assert len(queries) < 50
    counts = [model.objects.count() for model in (Person, Deputyship, GroupMembership)]
    assert counts == [300, 300, 300]
    assert AuditEvent.objects.filter(verb="deputies:create_person").count() == 300
    assert verify().broken is None
    again = review(upload(clerk, workbook(300)))
    assert again.count(Outcome.SAME) == 300
    again = review(upload(clerk, exported(clerk)))
    assert again.count(Outcome.SAME) == 300


@pytest.mark.slow
def test_three_thousand_rows_are_taken(clerk: User) -> None:
    run = operations.upload(spec=ROSTER, file=SimpleUploadedFile("名册.xlsx", workbook(3_000)), actor=clerk)
    checked = review(run)
    assert (checked.count(Outcome.NEW), checked.refusal) == (3_000, "")
    assert (
        checked.findings[0]
        == "写入以后，区县级代表 3,000 名，编成 100 个小组，平均每组 30.0 名，没有漏编的。"
    )
