"""Jobs, notices and the calendar in a real browser."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.jobs.models import Job, JobState
from congress.notices.operations import send
from tests.browser.helpers import SIZES, accessibility_faults, overflows
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def clerk(page: Page, live_server: LiveServer) -> User:
    """A clerk who has signed in already."""
    user = make_user(Role.OFFICE, name="周敏")
    client = Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return user


@pytest.fixture
def running(clerk: User) -> Job:
    """A job a worker is at."""
    now = timezone.now()
    return Job.objects.create(
        kind="tests.slow",
        title="第5期排版",
        asked_by=clerk,
        state=JobState.RUNNING,
        percent=10,
        message="第 1 页",
        attempt=1,
        started_at=now,
        lease_until=now + timedelta(minutes=5),
    )


def test_the_bar_moves_by_itself_and_stops_when_the_job_is_done(
    page: Page, live_server: LiveServer, running: Job
) -> None:
    page.goto(f"{live_server.url}/jobs/{running.pk}/")
    bar = page.get_by_role("progressbar")
    expect(bar).to_have_attribute("value", "10")
    Job.objects.filter(pk=running.pk).update(percent=80, message="第 5 页")
    expect(bar).to_have_attribute("value", "80")
    page.evaluate("document.body.addEventListener('jobEnded', event => { window.ended = event.detail })")
    Job.objects.filter(pk=running.pk).update(
        state=JobState.DONE, percent=100, finished_at=timezone.now(), lease_until=None
    )
    expect(page.get_by_text("已做好", exact=True)).to_be_visible()
    assert page.evaluate("window.ended.state") == "done"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert asked == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/jobs/", "/notices/", "/workdays/2026/", "/workdays/correct/"])
def test_pages_fit_and_can_be_used_by_everyone(
    page: Page, live_server: LiveServer, running: Job, size: str, path: str
) -> None:
    send(to=[running.asked_by] if running.asked_by else [], title="第5期已印发", url="/jobs/")
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"{live_server.url}{path}")
    assert not overflows(page)
    assert accessibility_faults(page) == []
