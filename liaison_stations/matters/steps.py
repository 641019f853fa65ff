"""The steps of a matter as pages: which form, which operation, what is said before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from congress.access.rules import available
from congress.access.workflow import Transition
from congress.accounts.models import User
from congress.web.sections import Action
from liaison_stations import rules
from liaison_stations.enums import Destination, MatterState
from liaison_stations.matters.forms import (
    AnswerForm,
    CloseForm,
    HandOverForm,
    RateDeedForm,
    ReasonForm,
    RefuseForm,
    ReportUpForm,
    SettleForm,
    StepForm,
    SuggestForm,
    TellForm,
)
from liaison_stations.matters.seams import suggesting
from liaison_stations.models import Matter
from liaison_stations.operations import answering, deciding, rating
from liaison_stations.workflow import MATTER_WORKFLOW, OFFICE


@dataclass(frozen=True)
class StepPage:
    """One step as a page."""

    form: type[StepForm]
    operation: Callable[..., Any]
    done: str
    lead: str = ""


STEP_PAGES: dict[str, StepPage] = {
    "settle": StepPage(SettleForm, deciding.settle, "已登记答复"),
    "hand_over": StepPage(HandOverForm, deciding.hand_over, "已交办，承办单位会收到通知"),
    "report_up": StepPage(
        ReportUpForm, deciding.report_up, "已上报区里", "不属于本乡镇（街道）职权的，由区人大常委会研究转办。"
    ),
    "send_down": StepPage(
        ReasonForm, deciding.send_down, "已退回乡镇（街道）", "退回后由联络站、乡镇（街道）分办。"
    ),
    "suggest": StepPage(
        SuggestForm,
        deciding.suggest,
        "已转为代表建议",
        "建议写在这位代表名下，办理答复之后，这件事项自动有结果。建议里不带群众的姓名、电话。",
    ),
    "refuse": StepPage(RefuseForm, deciding.refuse, "已记为不予受理，请告知群众"),
    "take_back": StepPage(
        ReasonForm, deciding.take_back, "已收回，可以重新分办", "收回后承办单位不用再办，由联络站重新分办。"
    ),
    "answer": StepPage(AnswerForm, answering.answer, "已登记办理结果"),
    "tell": StepPage(TellForm, answering.tell, "已登记告知群众"),
    "close": StepPage(CloseForm, answering.close, "已办结"),
    "reopen": StepPage(
        ReasonForm, deciding.reopen, "已重新打开，请重新分办", "重新打开后回到待分办，以前的经过都保留。"
    ),
}

#: Asked after the matter is closed too, so it is no step of the table.
RATE_DEED = StepPage(
    RateDeedForm,
    rating.rate_deed,
    "已登记群众对落实的评价",
    "这件事转成了代表建议。落实以后再问一次群众，与代表的评价分开记。",
)
RATE_DEED_LABEL = "登记对落实的评价"


def actions_of(user: User, row: Matter) -> list[Action]:
    """What this user can do with the matter now, for the panel (1 or 2 queries)."""
    kept = rules.keep_matter.allows(user, row)
    answers = kept or rules.answer_matter.allows(user, row)
    steps = available(user, MATTER_WORKFLOW, row.state)
    open_to = [step for step in steps if kept or (answers and step.step == "answer")]
    found = [_action(step, row) for step in open_to if _makes_sense(step.step, user, row)]
    if kept and rating.can_rate_deed(row):
        found.append(Action(RATE_DEED_LABEL, reverse("matters:rate_deed", args=[row.pk])))
    if kept and row.heard_by_id and row.state in {MatterState.TOLD, MatterState.CLOSED}:
        found.append(Action("登记代表回访", reverse("matters:return_visit", args=[row.pk])))
    return found


def _makes_sense(step: str, user: User, row: Matter) -> bool:
    """What the operation would refuse is not offered."""
    if step == "hand_over" and row.state == MatterState.REPORTED:
        return user.has_role(*OFFICE)
    if step == "take_back" and row.destination == Destination.DISTRICT:
        return user.has_role(*OFFICE)
    return step != "suggest" or suggesting() is not None


def _action(step: Transition, row: Matter) -> Action:
    kind = "primary" if step.primary else "undo" if step.undo else ""
    return Action(step.label, reverse(f"matters:{step.step}", args=[row.pk]), kind)
