"""Small makers of duty reports and of their ballots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.ballots.models import Poll, RuleSet
from congress.ballots.operations import counting, voting
from congress.organs.enums import CongressLevel
from congress.organs.models import Constituency
from deputies.models import DutyReport, Person
from deputies.operations import duty_reports as operations
from deputies.operations import report_ballots
from tests.factories import make_constituency, make_deputyship, make_person, make_user

DAY = date(2024, 11, 20)
BEST, GOOD, FAIR, BAD = (f"grade{n}" for n in range(1, 5))


def make_members(number: int, *, accounts: bool = True) -> list[Person]:
    made = []
    for n in range(number):
        person = make_person(f"委员{n}", title="区人大常委会委员")
        if accounts:
            person.user = make_user(Role.LEADER, name=person.name)
            person.save()
        made.append(person)
    return made


def of_city(clerk: User, name: str = "章程", person: Person | None = None, day: date = DAY) -> DutyReport:
    holder = make_deputyship(person or make_person(name), level=CongressLevel.CITY)
    return operations.arrange_report(deputyship=holder, actor=clerk, form="oral", day=day, place="会议室")


def of_district(clerk: User, constituency: Constituency | None = None) -> DutyReport:
    holder = make_deputyship(constituency=constituency or make_constituency())
    return operations.arrange_report(deputyship=holder, actor=clerk, form="oral", day=DAY, place="社区")


def rules(threshold: str = "") -> RuleSet:
    row = RuleSet.objects.get(title__startswith="述职评议")
    row.threshold = threshold
    row.save()
    return row


def prepared(
    clerk: User, reports: Sequence[DutyReport], raters: Sequence[Person], threshold: str = ""
) -> Poll:
    return report_ballots.prepare_ballot(
        reports=reports, actor=clerk, rule_set=rules(threshold), mode="phone", raters=raters
    )


def closed(poll: Poll, clerk: User, raters: Sequence[Person], *ballots: dict[str, str]) -> None:
    voting.start_voting(poll=poll, actor=clerk)
    for person, marks in zip(raters, ballots, strict=False):
        assert person.user is not None
        voting.vote(poll=poll, actor=person.user, marks=marks)
    voting.close_voting(poll=poll, actor=clerk)
    counting.open_box(poll=poll, actor=clerk)


def publish(poll: Poll, clerk: User, raters: Sequence[Person], *ballots: dict[str, str]) -> None:
    closed(poll, clerk, raters, *ballots)
    counting.publish_poll(poll=poll, actor=clerk)


def votes(row: DutyReport) -> dict[str, int]:
    return {str(one.opinion): one.count for one in row.ballots.all()}


def items_of(poll: Poll) -> list[tuple[str, str]]:
    return list(poll.items.order_by("number").values_list("title", "note"))
