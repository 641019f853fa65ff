"""The two forms of the report: four heads each, and what stands under them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from activities.enums import LedgerBook
from liaison_stations.enums import Destination, MatterState
from liaison_stations.work.report.facts import Fact, Part, YearFacts

#: Kinds by which deputies do something for people.
_DEEDS = ("public_service", "visit_condolence", "policy_publicity")


@dataclass(frozen=True)
class Form:
    """A form of the report; ``key`` stands in its address."""

    key: str
    title: str
    parts: Callable[[YearFacts], list[Part]]


def _four_tasks(facts: YearFacts) -> list[Part]:
    """学习交流、接待选民、亮身份办实事、闭环办理 (R168)."""
    return [
        Part(
            "进站学习交流",
            [
                facts.in_book("学习培训", LedgerBook.STUDY, "study"),
                facts.in_book("会议", LedgerBook.MEETINGS, "meetings", own=True),
                *facts.deliberations(),
            ],
            facts.told([LedgerBook.STUDY, LedgerBook.MEETINGS]),
        ),
        Part(
            "接待选民听民意",
            [*facts.receptions(), facts.matter("收到事项", "all"), facts.visits()],
            facts.told([LedgerBook.VISITS]),
        ),
        Part(
            "亮出身份办实事",
            [
                facts.public_deputies(),
                facts.services(),
                facts.in_book("视察调研", LedgerBook.INSPECTIONS, "inspections"),
                *facts.subjects(),
            ],
            facts.told([LedgerBook.INSPECTIONS, LedgerBook.REVIEWS], _DEEDS),
        ),
        Part("闭环办理见实效", _closed_loop(facts)),
    ]


def _closed_loop(facts: YearFacts) -> list[Fact]:
    """What became of what citizens brought."""
    return [
        facts.matter("收到事项", "all"),
        facts.matter("当场答复", "spot", destination=Destination.SPOT),
        facts.matter("转为代表建议", "suggested", destination=Destination.SUGGESTION),
        facts.matter("不予受理", "refused", state=MatterState.REFUSED),
        facts.matter("已告知群众", "told", listed=False),
        facts.matter("已办结", "closed", state=MatterState.CLOSED),
        facts.ratings(),
        facts.suggestions(),
    ]


def _build_run_use_join(facts: YearFacts) -> list[Part]:
    """建、管、用、融 (R188)."""
    return [
        Part("建", [*facts.standard(), facts.built(), *facts.points()]),
        Part("管", [*facts.staff(), facts.regulations(), facts.books()]),
        Part(
            "用",
            [
                *facts.receptions(),
                facts.visits(),
                facts.in_book("视察调研", LedgerBook.INSPECTIONS, "inspections"),
                facts.in_book("学习培训", LedgerBook.STUDY, "study"),
                facts.functions(),
                facts.matter("收到事项", "all"),
                facts.matter("已办结", "closed", state=MatterState.CLOSED),
            ],
            facts.told([*LedgerBook], _DEEDS),
        ),
        Part(
            "融",
            [*facts.online(), facts.services(), facts.feature(), facts.hosts(), *facts.subjects()],
        ),
    ]


FORMS = {
    form.key: form
    for form in (
        Form("tasks", "“1234”四项重点工作", _four_tasks),
        Form("build", "“建、管、用、融”四篇文章", _build_run_use_join),
    )
}
