"""Sixty phones at once, the web server killed in the middle: every vote counts once, none is lost, none can be tied."""

from __future__ import annotations

import http.client
import json
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.ballots.relink import Evidence, Marks, Voter, of_dump, relink
from tests.house import House, house
from tests.visitor import NoAnswer, Visitor

pytestmark = pytest.mark.services
VOTERS = 60
CHANCE = VOTERS // 4
#: Seconds, for a machine under load; a fifth of it is enough where all is well.
PATIENCE = 120
OPTIONS = ("good", "fair", "bad", "abstain")

_PREPARE = """
import django, json, sys
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from congress.accounts.enums import Role
from tests.ballots.world import make_poll, start
from tests.factories import make_user
clerk = make_user(Role.OFFICE)
voters = [make_user(Role.DEPUTY, username=f"voter-{n}x", name=f"代表甲{n}号") for n in range(int(sys.argv[1]))]
poll = make_poll(*voters, clerk=clerk, items=3)
phrase = start(poll, clerk)
told = []
for user in voters:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session.save()
    told.append([user.pk, user.username, user.name, session.session_key])
print(json.dumps({"poll": poll.pk, "clerk": clerk.pk, "phrase": phrase, "voters": told}))
"""
_COUNT = """
import django, json, sys
django.setup()
from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting, voting
from congress.ballots.queries import Counting
poll, clerk = Poll.objects.get(pk=sys.argv[1]), User.objects.get(pk=sys.argv[2])
voting.close_voting(poll=poll, actor=clerk)
counting.open_box(poll=poll, actor=clerk, phrase=sys.argv[3])
poll = counting.publish_poll(poll=poll, actor=clerk)
marks = list(poll.ballots.values_list("marks", flat=True))
print(json.dumps({"marks": marks, "same": Counting(Poll.objects.get(pk=poll.pk)).digest == poll.digest}))
"""


def marks_of(number: int) -> dict[str, str]:
    """A ballot like no other."""
    return {str(place + 1): OPTIONS[number // 4**place % 4] for place in range(3)}


class Phone:
    """A voter who sends the ballot until the portal says that it was cast, and then once more."""

    def __init__(self, port: int, poll: int, session: str, number: int) -> None:
        self.visitor = Visitor(port)
        self.visitor.cookies |= {"sessionid": session, "csrftoken": secrets.token_hex(16)}
        self.path = f"/ballots/{poll}/vote/"
        self.fields = {f"item_{place}": mark for place, mark in marks_of(number).items()} | {"confirmed": "1"}

    def vote(self) -> int:
        """How often it was sent until it was cast; once more changes nothing."""
        sent = self._send(self.fields)
        self._send(self.fields | {"item_1": "bad"})
        return sent

    def _send(self, fields: dict[str, str]) -> int:
        """Send until there is an answer that it was cast; the server may be killed at any moment."""
        deadline = time.monotonic() + PATIENCE
        sent, said = 0, ""
        while time.monotonic() < deadline:
            sent += 1
            try:
                answer = self.visitor.post(self.path, fields)
            except NoAnswer as error:
                said = str(error)
                time.sleep(0.2)
                continue
            if answer.status == http.client.FOUND:
                return sent
            said = f"{answer.status} {answer.said[:300]}"
        raise AssertionError(f"sent {sent} times, never told that the ballot was cast: {said}")


@pytest.fixture
def portal() -> Iterator[House]:
    with house() as portal:
        yield portal


def dumped(portal: House, name: str) -> str:
    """A plain dump, as a backup holds it."""
    file = Path(portal.folder) / name
    portal.postgres.program("pg_dump", *portal.postgres.client, "--file", str(file), "portal")
    return file.read_text()


def live(portal: House) -> Evidence:
    """The rows of who voted and what was voted with the transactions that wrote them."""
    tables: dict[str, list[dict[str, Any]]] = {}
    told = {
        "ballots_elector": "user_id",
        "ballots_ballot": "marks",
        "audit_auditevent": "actor_id",
    }
    for table, column in told.items():
        rows = portal.sql(f"select ctid::text, xmin::text, {column} from {table} order by ctid")  # noqa: S608
        tables[table] = [
            {
                "place": place,
                "transaction": number,
                column: value if isinstance(value, str | int) else json.dumps(value),
            }
            for place, number, value in rows
        ]
    return Evidence(tables)


def test_sixty_phones_at_once_while_the_web_server_is_killed(portal: House) -> None:
    told = json.loads(portal.python("-c", _PREPARE, str(VOTERS)).splitlines()[-1])
    poll = told["poll"]
    web = portal.web()
    phones = [Phone(web.port, poll, row[3], n) for n, row in enumerate(told["voters"])]
    with ThreadPoolExecutor(VOTERS) as pool:
        votes = [pool.submit(phone.vote) for phone in phones]
        deadline = time.monotonic() + 30
        while not (cast := portal.sql("select count(*) from ballots_sealedballot")[0][0]) >= 10:
            assert time.monotonic() < deadline, portal.said
            time.sleep(0.02)
        web.kill()
        assert cast < VOTERS, "the server was killed after the last vote"
        web.start()
        sent = [vote.result() for vote in votes]
    assert sum(sent) >= VOTERS
    assert "您已投票" in phones[0].visitor.get(phones[0].path).text
    early = dumped(portal, "during.sql")
    result = json.loads(
        portal.python("-c", _COUNT, str(poll), str(told["clerk"]), told["phrase"]).splitlines()[-1]
    )
    expected = Counter(json.dumps(marks_of(n), sort_keys=True) for n in range(VOTERS))
    assert Counter(json.dumps(marks, sort_keys=True) for marks in result["marks"]) == expected
    assert result["same"]
    assert portal.sql("select count(*) from ballots_elector where voted") == [(VOTERS,)]
    assert portal.sql("select count(*) from audit_auditevent where verb = 'ballots:vote'") == [(VOTERS,)]
    assert portal.sql("select count(*) from ballots_sealedballot") == [(0,)]

    voters = [Voter(pk, username, name) for pk, username, name, _session in told["voters"]]
    truth: dict[int, Marks] = {row[0]: frozenset(marks_of(n).items()) for n, row in enumerate(told["voters"])}
    logs = "\n".join(log.read_text(errors="replace") for log in portal.logs.iterdir())
    for evidence in (of_dump(early), of_dump(dumped(portal, "after.sql")), live(portal)):
        evidence.logs = logs
        found = relink(evidence, voters, truth)
        assert found.named == []
        assert found.right <= CHANCE, (found.how, found.right)
    assert len({row["transaction"] for row in live(portal).tables["ballots_ballot"]}) == 1
