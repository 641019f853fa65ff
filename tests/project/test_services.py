"""The services that a full test run stands on are real."""

import subprocess

import pytest
from django.conf import settings
from django.db import connection

from congress.celery import app

pytestmark = pytest.mark.services


def test_the_worker_is_a_process_of_its_own(worker: subprocess.Popen[bytes]) -> None:
    answers = app.control.inspect(timeout=1).stats()
    assert answers is not None
    assert [answer["pid"] for answer in answers.values()] == [worker.pid]
    assert settings.CELERY_BROKER_URL.startswith("redis://")


@pytest.mark.django_db
def test_the_database_is_postgresql() -> None:
    assert connection.vendor == "postgresql"
