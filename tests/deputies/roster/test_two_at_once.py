"""Two imports of the same people at the very same moment, on PostgreSQL: nobody is entered twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.audit.queries import verify
from congress.documents.models import ImportRun, ImportState
from deputies.models import DeputyGroup, Deputyship, Person
from tests.deputies.roster.dirty import as_bytes, district, workbook
from tests.deputies.roster.steps import upload, write
from tests.factories import make_user

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


def test_second_import_sees_what_the_first_one_wrote() -> None:
    district()
    runs = [upload(make_user(Role.OFFICE), as_bytes(workbook())) for _ in range(3)]
    ready = Barrier(len(runs))

    def send(run: ImportRun) -> str:
        ready.wait()
        try:
            write(run)
        except Conflict as error:
            return str(error)
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(len(runs)) as pool:
        answers = sorted(pool.map(send, runs))
    assert answers == ["written", "没有要新增或更新的内容", "没有要新增或更新的内容"]
    assert (Person.objects.count(), Deputyship.objects.count(), DeputyGroup.objects.count()) == (8, 8, 2)
    assert ImportRun.objects.filter(state=ImportState.WRITTEN).count() == 1
    assert verify().broken is None
