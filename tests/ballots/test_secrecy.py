"""Nobody can tie a ballot to a person: the attempt finds nothing here, and everything in weakened copies (R230)."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots import sealing
from congress.ballots.models import Ballot, Poll
from congress.ballots.operations import counting, voting
from tests.ballots.relink import Evidence, Found, Marks, Voter, relink, whole_database
from tests.ballots.world import make_poll, start
from tests.factories import make_user

pytestmark = pytest.mark.django_db
VOTERS = 24
OPTIONS = ("good", "fair", "bad", "abstain")
#: As many as one may guess by chance, with all the orders that are tried.
CHANCE = VOTERS // 3


class Assembly:
    """Twenty-four voters, each with a ballot like no other, who vote in a random order."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self.clerk = make_user(Role.OFFICE)
        self.users = [
            make_user(Role.DEPUTY, username=f"voter-{n}x", name=f"代表甲{n}号") for n in range(VOTERS)
        ]
        self.poll = make_poll(*self.users, clerk=self.clerk, items=3)
        self.phrase = start(self.poll, self.clerk)
        self.logs = caplog
        ballots = random.sample(list(product(OPTIONS, repeat=3)), VOTERS)
        self.marks = {
            user.pk: {str(n): mark for n, mark in enumerate(marks, 1)}
            for user, marks in zip(self.users, ballots, strict=True)
        }
        self.truth: dict[int, Marks] = {key: frozenset(marks.items()) for key, marks in self.marks.items()}
        self.voters = [Voter(user.pk, user.username, user.name) for user in self.users]

    def vote(self) -> None:
        """Through the page, as a phone does."""
        for user in random.sample(self.users, VOTERS):
            client = Client()
            client.force_login(user)
            fields = {f"item_{n}": mark for n, mark in self.marks[user.pk].items()}
            url = reverse("ballots:vote", args=[self.poll.pk])
            assert client.post(url, fields | {"confirmed": "1"}).status_code == 302

    def evidence(self) -> Evidence:
        """The whole database, and everything that was logged."""
        evidence = whole_database()
        evidence.logs = "\n".join(record.getMessage() for record in self.logs.records)
        return evidence

    def attempt(self) -> Found:
        """The attempt on what there is now."""
        return relink(self.evidence(), self.voters, self.truth)

    def count(self) -> Poll:
        """Closed, opened and published."""
        voting.close_voting(poll=self.poll, actor=self.clerk)
        counting.open_box(poll=self.poll, actor=self.clerk, phrase=self.phrase)
        return counting.publish_poll(poll=self.poll, actor=self.clerk)


@pytest.fixture
def assembly(caplog: pytest.LogCaptureFixture) -> Assembly:
    caplog.set_level(logging.INFO)
    return Assembly(caplog)


def test_the_attempt_finds_nothing_while_voting_goes_on_nor_afterwards(assembly: Assembly) -> None:
    assembly.vote()
    during = assembly.evidence()
    early = relink(during, assembly.voters, assembly.truth)
    assert (early.right, early.named) == (0, [])
    assert not any(
        "good" in str(row) for name, rows in during.tables.items() for row in rows if "ballots" in name
    )
    assembly.count()
    found = assembly.attempt()
    assert found.attempts > 20
    assert found.named == []
    assert found.right <= CHANCE, found.how
    written = {frozenset(ballot.marks.items()) for ballot in Ballot.objects.all()}
    assert written == set(assembly.truth.values())


def test_ballots_lie_in_another_order_than_they_were_cast(assembly: Assembly) -> None:
    """Not even who watched them come in, one by one, knows whose is whose."""
    assembly.vote()
    key = sealing.unlocked(Poll.objects.get(pk=assembly.poll.pk).locked_key, assembly.phrase)
    came = [sealing.opened(key, bytes(one.box)) for one in assembly.poll.sealed.order_by()]
    assembly.count()
    lie = [row["marks"] for row in whole_database().tables["ballots_ballot"]]
    told = [json.loads(marks) if isinstance(marks, str) else marks for marks in lie]
    assert sorted(map(str, told)) == sorted(map(str, came))
    assert sum(one == other for one, other in zip(told, came, strict=True)) <= CHANCE


class _NoMixing:
    def shuffle(self, _what: list[Any]) -> None:
        """Leave everything where it is."""


def _unmixed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(counting, "SystemRandom", _NoMixing)


def _unsealed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sealing, "seal", lambda _key, marks, _length: json.dumps(marks).encode())


def _told_to_the_audit_trail(patch: pytest.MonkeyPatch) -> None:
    real, seal = audit.record, sealing.seal
    seen: list[Any] = []

    def record(*, actor: User, verb: str, **values: Any) -> Any:
        after = {"after": seen[-1]} if verb == "ballots:vote" else {}
        return real(actor=actor, verb=verb, **values | after)

    def sealed(key: str, marks: Any, length: int) -> bytes:
        seen.append(dict(marks))
        return seal(key, marks, length)

    patch.setattr(audit, "record", record)
    patch.setattr(sealing, "seal", sealed)


def _told_to_the_logs(patch: pytest.MonkeyPatch) -> None:
    seal = sealing.seal

    def sealed(key: str, marks: Any, length: int) -> bytes:
        logging.getLogger("congress.ballots").info("sealed %s", dict(marks))
        return seal(key, marks, length)

    patch.setattr(sealing, "seal", sealed)


@pytest.mark.parametrize(
    ("weaken", "counts"),
    [(_unmixed, True), (_unsealed, False), (_told_to_the_audit_trail, False), (_told_to_the_logs, False)],
)
def test_the_same_attempt_finds_every_voter_in_a_weakened_copy(
    assembly: Assembly,
    monkeypatch: pytest.MonkeyPatch,
    weaken: Callable[[pytest.MonkeyPatch], None],
    counts: bool,
) -> None:
    weaken(monkeypatch)
    assembly.vote()
    if counts:
        assembly.count()
    found = assembly.attempt()
    assert found.right == VOTERS, (found.how, found.right)


def test_a_backup_of_voting_time_and_the_phrase_together_tell_everything(assembly: Assembly) -> None:
    """What README warns of: neither alone, but both in one hand."""
    assembly.vote()
    backup = whole_database()
    poll = next(row for row in backup.tables["ballots_poll"] if row["title"] == assembly.poll.title)
    for nothing in ("", voting.system_opener(assembly.poll)):
        with pytest.raises(sealing.WrongPhrase):
            sealing.unlocked(poll["locked_key"], nothing)
    key = sealing.unlocked(poll["locked_key"], assembly.phrase)
    for row in backup.tables["ballots_sealedballot"]:
        row["box"] = json.dumps(sealing.opened(key, bytes(row["box"])))
    assert relink(backup, assembly.voters, assembly.truth).right == VOTERS
