"""While a backup takes the place of everything nobody works."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from congress.jobs import tasks
from congress.web import maintenance
from congress.web.calls import PortalTask

pytestmark = pytest.mark.django_db


def test_every_page_is_a_calm_503_but_the_health_checks(
    client: Client, django_assert_num_queries: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    maintenance.begin("平台正在维护：备份现在的数据（第 3 步，共 5 步）")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "第 3 步，共 5 步" in answer.content.decode()
    assert answer["Retry-After"]
    assert client.post("/account/sign-in/").status_code == 503
    assert client.get("/api/v1/figures/").json() == {
        "detail": "平台正在维护：备份现在的数据（第 3 步，共 5 步）"
    }
    assert client.get("/health/").status_code == 200
    maintenance.end()
    assert client.get("/account/sign-in/").status_code == 200


def test_nothing_of_the_database_is_asked(client: Client, django_assert_num_queries: object) -> None:
    maintenance.begin("平台正在维护")
    with django_assert_num_queries(0):  # type: ignore[operator]
        client.get("/people/")
    maintenance.end()


def test_workers_leave_tasks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: list[int] = []

    def sweep() -> dict[str, int]:
        swept.append(1)
        return {}

    monkeypatch.setattr("congress.jobs.operations.sweep", sweep)
    maintenance.begin("平台正在维护")
    tasks.sweep_jobs()
    assert swept == []
    maintenance.end()
    tasks.sweep_jobs()
    assert swept == [1]
    task: Any = tasks.sweep_jobs
    assert isinstance(task._get_current_object(), PortalTask)


def test_by_hand() -> None:
    call_command("maintenance", "on")
    assert maintenance.is_on()
    call_command("maintenance", "off")
    assert not maintenance.is_on()
