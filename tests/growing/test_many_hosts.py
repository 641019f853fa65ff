"""Two web servers and two workers on one PostgreSQL, one Redis and one bucket, as processes."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator
from http import HTTPStatus
from io import BytesIO

import pytest
from openpyxl import Workbook
from PIL import Image

from tests.growing.fleet import PATIENCE, Fleet, expect, fleet, restart
from tests.visitor import Fields, NoAnswer, Visitor

pytestmark = pytest.mark.services

CLIENTS = 50
#: Seconds one of them reads before the next click.
READING = 8
ACTIVITY = "/activities/new/"
IMPORT = "/documents/import/organs/"
PAGES = ("/", "/jobs/", "/notices/")
DESK = ("/activities/", "/suggestions/", *PAGES)


@pytest.fixture(scope="module")
def hosts() -> Iterator[Fleet]:
    """They run for all tests of this file."""
    with fleet() as started:
        yield started


def typed(hosts: Fleet, words: str) -> Fields:
    """An activity as somebody writes it down."""
    facts = {"days": "2026年5月8日", "kind": str(hosts.filled["kind"]), "headline": words, "anyway": "1"}
    return {name: [value] for name, value in (facts | {"text": f"5月8日，{words}。"}).items()}


def test_what_one_host_keeps_another_shows_and_nothing_lies_on_either(hosts: Fleet) -> None:
    """A photo, a printed bulletin, a job's result and an import that begins here and ends there."""
    here, there = (hosts.visitor("clerk0", web.port) for web in hosts.webs)

    picture = BytesIO()
    Image.new("RGB", (900, 600), "#789").save(picture, "JPEG")
    form = here.form(ACTIVITY, "token") | typed(hosts, "园区调研有照片")
    expect(here.post(ACTIVITY, form, ("photos", "现场.jpg", picture.getvalue())), HTTPStatus.FOUND)
    ((photo, activity),) = hosts.house.sql("select id, activity_id from activities_activityphoto")
    assert f"/activities/photos/{photo}/small.jpg" in there.get(f"/activities/{activity}/").text
    for size in ("small", "full"):
        shown = expect(there.get(f"/activities/photos/{photo}/{size}.jpg"), HTTPStatus.OK)
        assert Image.open(BytesIO(shown.body)).format == "JPEG"

    issue = hosts.filled["issue"]
    expect(here.post(f"/bulletins/{issue}/render/", {}), HTTPStatus.FOUND)
    case_file = hosts.ask_for_case_file(here)
    hosts.until_jobs_end()
    assert expect(there.get(f"/jobs/{case_file}/file/"), HTTPStatus.OK).body.startswith(b"%PDF-")
    ((job,),) = hosts.house.sql("select max(id) from jobs_job where kind = 'bulletins.render_issue'")
    assert expect(there.get(f"/bulletins/{issue}/pages/{job}/1.png"), HTTPStatus.OK).body.startswith(
        b"\x89PNG"
    )
    expect(there.post(f"/bulletins/{issue}/publish/", {}), HTTPStatus.FOUND)
    assert expect(here.get(f"/bulletins/{issue}/pdf/"), HTTPStatus.OK).body.startswith(b"%PDF-")
    assert expect(here.get(f"/bulletins/{issue}/docx/"), HTTPStatus.OK).body.startswith(b"PK")

    book, table = BytesIO(), Workbook()
    table.worksheets[0].append(["全称", "简称", "类别", "所在区域", "上级单位", "曾用名"])
    table.worksheets[0].append(["安澜区水利局", "区水利局", "政府部门", None, None, None])
    table.save(book)
    columns = expect(here.post(IMPORT, {}, ("file", "机构.xlsx", book.getvalue())), HTTPStatus.FOUND).location
    expect(there.post(columns, there.form(columns, "column_name")), HTTPStatus.FOUND)
    expect(there.post(columns.replace("columns", "write"), {}), HTTPStatus.FOUND)
    assert hosts.house.sql("select count(*) from organs_organ where name = '安澜区水利局'") == [(1,)]

    assert hosts.local_files == []


class Client(threading.Thread):
    """Somebody at work through the proxy: reads, and now and then writes an activity down."""

    def __init__(self, hosts: Fleet, number: int, left: threading.Event) -> None:
        super().__init__(daemon=True)
        self.visitor: Visitor = hosts.visitor(
            ("clerk0", "clerk1", "deputy0", "deputy1", "deputy2")[number % 5]
        )
        self.hosts, self.number, self.left = hosts, number, left
        self.at_desk = number % 5 < 2
        self.acknowledged: list[str] = []
        self.dropped: list[str] = []
        self.asked = 0
        self._dice = random.Random(number)

    def run(self) -> None:
        """Until everybody may leave."""
        while not self.left.wait(self._dice.uniform(0, 2 * READING)):
            try:
                if self.at_desk and self._dice.random() < 0.5:
                    self._write()
                else:
                    self._read(self._dice.choice(DESK if self.at_desk else PAGES))
            except (NoAnswer, LookupError) as error:
                self.dropped.append(str(error))

    def _read(self, page: str) -> None:
        self.asked += 1
        if (status := self.visitor.get(page).status) != HTTPStatus.OK:
            self.dropped.append(f"GET {page}: {status}")

    def _write(self) -> None:
        self.asked += 2
        form = self.visitor.form(ACTIVITY, "token")
        answer = self.visitor.post(
            ACTIVITY, form | typed(self.hosts, f"{self.number}号调研{form['token'][0]}")
        )
        if answer.status != HTTPStatus.FOUND or not re.match(r"/activities/", answer.location):
            self.dropped.append(f"POST {ACTIVITY}: {answer.status} {answer.location}")
        else:
            self.acknowledged.append(form["token"][0])


def test_a_rolling_restart_drops_no_request_and_loses_no_job(hosts: Fleet) -> None:
    """Every web server and every worker is started anew, one after the other, while fifty people work."""
    left = threading.Event()
    people = [Client(hosts, number, left) for number in range(CLIENTS)]
    asker = hosts.visitor("clerk0")
    for person in people:
        person.start()
    before = dict(hosts.balancer.answered)
    for web in hosts.webs:
        restart(web)
    jobs = []
    for worker in hosts.workers:
        for _ in range(2):
            jobs.append(hosts.ask_for_case_file(asker))
        restart(worker)
    left.set()
    for person in people:
        person.join(PATIENCE)
    hosts.until_jobs_end()

    assert hosts.balancer.broken == []
    assert [dropped for person in people for dropped in person.dropped] == []
    assert all(hosts.balancer.answered[web.port] > before.get(web.port, 0) for web in hosts.webs)
    tokens = [token for person in people for token in person.acknowledged]
    assert len(tokens) > CLIENTS / 5
    rows = hosts.house.sql("select token::text from activities_activity where token is not null")
    assert sorted(tokens) == sorted(token for (token,) in rows if token in set(tokens))
    # Warm: a job that was begun was ended by who began it, one that was not went to the other worker.
    for job in jobs:
        found = hosts.house.sql("select state, attempt, result <> '' from jobs_job where id = %s", job)
        assert found == [("done", 1, True)], hosts.house.said
