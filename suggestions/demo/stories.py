"""What happens to a suggestion of the demo, step by step, through the operations and with the moments of the past."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Organ
from suggestions import operations
from suggestions.enums import (
    ContactStage,
    ContactWay,
    ExtensionState,
    HandlingState,
    Outcome,
    Part,
    Rating,
)
from suggestions.models import Category, Handling, PriorityKind, ReplyCategory, Suggestion

_RATINGS = {rating.label: rating for rating in Rating}
_SAID = {
    ContactStage.BEFORE: "电话联系代表，了解所提问题的具体位置和群众想法",
    ContactStage.DURING: "请代表一起到现场察看，介绍办理思路，听取意见",
    ContactStage.AFTER: "回访代表，了解答复的事项落实得怎么样",
}
_TEXTS = {
    Outcome.SOLVED: "您提出的建议收悉。我单位会同有关部门实地察看，已按建议办理完毕。"
    "具体情况如下：一、已落实责任科室和人员。"
    "二、所提事项已经完成，并建立了日常管护办法。感谢您对我们工作的关心和支持。",
    Outcome.PROMISED: "您提出的建议收悉。所提事项已列入工作计划，资金和责任单位已经落实，"
    "正在按计划推进，到期向您报告结果。",
    Outcome.UNSOLVED: "您提出的建议收悉。经研究，因资金和政策条件限制，所提事项暂时不能办理。条件具备时优先考虑。",
    Outcome.REFERENCE: "您提出的建议收悉。所提意见对我们的工作有参考价值，将在今后工作中研究吸收。",
}


@dataclass
class Cast:
    """Who acts in the demo, and the district's lists, looked up once."""

    keeper: User
    town_keepers: dict[int, User]
    staff: dict[int, User]
    heads: dict[str, str]
    organs: dict[str, Organ]
    categories: dict[str, Category]
    priorities: list[PriorityKind]
    replies: dict[str, ReplyCategory]
    today: date
    contacts: int = 0


@dataclass
class Story:
    """One suggestion of the demo, and how far it has come."""

    cast: Cast
    suggestion: Suggestion
    author: User
    units: list[tuple[str, Part]]
    row: dict[str, Any] = field(default_factory=dict)

    def fresh(self) -> Suggestion:
        """The suggestion as it stands now."""
        return Suggestion.objects.select_related("gate", "lead__person").get(pk=self.suggestion.pk)

    def keeper(self) -> User:
        """Who keeps the gate it lies at."""
        return self.cast.town_keepers.get(self.fresh().gate_id, self.cast.keeper)

    def parts(self, *states: str, nth: str = "") -> list[Handling]:
        """The parts of the present round in these states; with ``nth`` only that of one unit of the row."""
        rows = Handling.objects.live().filter(suggestion=self.suggestion, round=self.fresh().round)
        rows = rows.select_related("organ", "suggestion").filter(state__in=states) if states else rows
        if nth:
            rows = rows.filter(organ=self.cast.organs[self.units[int(nth)][0]])
        return list(rows)

    def staff(self, part: Handling) -> User:
        """Who acts for the unit of a part."""
        return self.cast.staff[part.organ_id]


Step = Callable[[Story, datetime, str], None]


def submit(story: Story, at: datetime, _arg: str) -> None:
    operations.submit(suggestion=story.suggestion, actor=story.author, at=at)


def register(story: Story, at: datetime, _arg: str) -> None:
    row = story.row
    operations.register(
        suggestion=story.suggestion,
        actor=story.keeper(),
        category=story.cast.categories[row["category"]],
        hard=row.get("hard", False),
        weight=row.get("weight", ""),
        priorities=[story.cast.priorities[n] for n in row.get("priorities", [])],
        at=at,
    )


def assign(story: Story, at: datetime, _arg: str) -> None:
    units = [operations.UnitPart(story.cast.organs[name], part) for name, part in story.units]
    operations.assign(suggestion=story.suggestion, actor=story.keeper(), units=units, at=at)


def send_back(story: Story, at: datetime, arg: str) -> None:
    operations.send_back(suggestion=story.suggestion, actor=story.keeper(), reason=arg, at=at)


def merge(story: Story, at: datetime, arg: str) -> None:
    other = Suggestion.objects.get(title=arg)
    operations.merge(suggestion=story.suggestion, actor=story.keeper(), into=other, at=at)


def divert(story: Story, at: datetime, arg: str) -> None:
    channel, reason = arg.split(":", 1)
    operations.divert(
        suggestion=story.suggestion, actor=story.keeper(), channel=channel, reason=reason, at=at
    )


def report_up(story: Story, at: datetime, arg: str) -> None:
    operations.report_up(suggestion=story.suggestion, actor=story.keeper(), reason=arg, at=at)


def withdraw(story: Story, at: datetime, arg: str) -> None:
    operations.withdraw(suggestion=story.suggestion, actor=story.author, reason=arg, at=at)


def accept(story: Story, at: datetime, arg: str) -> None:
    for part in story.parts(HandlingState.ASSIGNED, nth=arg):
        operations.accept(handling=part, actor=story.staff(part), at=at)


def ask_return(story: Story, at: datetime, arg: str) -> None:
    which, reason = arg.split(":", 1)
    nth, to = which.split(">")
    for part in story.parts(HandlingState.ASSIGNED, HandlingState.ACCEPTED, nth=nth):
        proposed = story.cast.organs[to]
        operations.ask_return(
            handling=part, actor=story.staff(part), reason=reason, proposed_unit=proposed, at=at
        )


def reassign(story: Story, at: datetime, arg: str) -> None:
    which, reason = arg.split(":", 1)
    nth, to = which.split(">")
    for part in story.parts(nth=nth):
        unit = operations.UnitPart(story.cast.organs[to], Part(part.part))
        operations.reassign(handling=part, actor=story.keeper(), unit=unit, reason=reason, at=at)


def _contact(story: Story, at: datetime, stage: ContactStage, denied: str = "") -> None:
    states = [HandlingState.ANSWERED] if stage == ContactStage.AFTER else [HandlingState.ACCEPTED]
    for part in story.parts(*states):
        if not part.replies:
            continue
        story.cast.contacts += 1
        kept = operations.record_contact(
            handling=part,
            actor=story.staff(part),
            stage=stage,
            on=timezone.localdate(at),
            way=ContactWay.ON_SITE if stage == ContactStage.DURING else ContactWay.CALL,
            who=story.cast.heads.get(part.organ.short_name) or story.staff(part).name,
            content=_SAID[stage],
            token=UUID(int=0xA17A2 + story.cast.contacts),
            at=at,
        )
        if denied or story.cast.contacts % 4:
            operations.confirm_contact(
                contact=kept,
                actor=story.author,
                answer="denied" if denied else "confirmed",
                note=denied,
                at=at + timedelta(hours=1),
            )


def before(story: Story, at: datetime, _arg: str) -> None:
    _contact(story, at, ContactStage.BEFORE)


def during(story: Story, at: datetime, _arg: str) -> None:
    _contact(story, at, ContactStage.DURING)


def deny(story: Story, at: datetime, arg: str) -> None:
    _contact(story, at, ContactStage.DURING, denied=arg)


def follow(story: Story, at: datetime, _arg: str) -> None:
    _contact(story, at, ContactStage.AFTER)


def opinion(story: Story, at: datetime, arg: str) -> None:
    for part in story.parts(HandlingState.ACCEPTED, nth=arg):
        if part.part == Part.CO:
            text = "同意所提建议。涉及本单位的部分，已安排科室配合主办单位办理。"
            operations.give_opinion(handling=part, actor=story.staff(part), text=text, at=at)


def reply(story: Story, at: datetime, arg: str) -> None:
    letter, promise, days = [*arg.split(":"), "", ""][:3]
    category = story.cast.replies[letter]
    for part in story.parts(HandlingState.ACCEPTED):
        if not part.replies:
            continue
        if Suggestion.objects.get(pk=part.suggestion_id).round > 1:
            text = f"关于您对上次答复的意见，我单位再次研究。{_TEXTS[Outcome(category.outcome)]}"
        else:
            text = _TEXTS[Outcome(category.outcome)]
        operations.reply(
            handling=part,
            actor=story.staff(part),
            category=category,
            text=text,
            number=f"复〔{at.year}〕{part.pk}号",
            signatory=story.cast.heads.get(part.organ.short_name) or story.staff(part).name,
            contact=story.staff(part).name,
            promise=promise,
            promised_on=story.cast.today + timedelta(days=int(days)) if days else None,
            at=at,
        )


def rate(story: Story, at: datetime, arg: str) -> None:
    word, words = [*arg.split(":", 1), ""][:2]
    rating = _RATINGS[word]
    attitude = Rating.BASICALLY if rating == Rating.UNSATISFIED else rating
    verdicts = [
        operations.Verdict(part.reply_given, attitude, rating, words)
        for part in story.parts(HandlingState.ANSWERED)
        if part.replies
    ]
    operations.evaluate(suggestion=story.suggestion, actor=story.author, verdicts=verdicts, at=at)


def urge(story: Story, at: datetime, _arg: str) -> None:
    parts = story.parts(HandlingState.ASSIGNED, HandlingState.ACCEPTED)
    operations.urge(suggestion=story.suggestion, actor=story.keeper(), handlings=parts, at=at)


def extend(story: Story, at: datetime, arg: str) -> None:
    days, reason = arg.split(":", 1)
    part = next(part for part in story.parts(HandlingState.ACCEPTED) if part.replies)
    clock = part.clocks.running().filter(kind__startswith="reply").get()
    until = clock.due_on + timedelta(days=int(days))
    operations.ask_extension(handling=part, actor=story.staff(part), until=until, reason=reason, at=at)


def grant(story: Story, at: datetime, arg: str) -> None:
    for part in story.parts():
        for asked in part.extensions.filter(state=ExtensionState.ASKED):
            operations.decide_extension(extension=asked, actor=story.keeper(), grant=True, note=arg, at=at)


def waive(story: Story, at: datetime, arg: str) -> None:
    operations.waive(suggestion=story.suggestion, actor=story.keeper(), reason=arg, at=at)


def strike(story: Story, at: datetime, arg: str) -> None:
    checked = arg or "查看答复和现场照片，电话询问代表，办理结果属实"
    operations.strike_off(suggestion=story.suggestion, actor=story.keeper(), checked=checked, at=at)


def reopen(story: Story, at: datetime, arg: str) -> None:
    operations.reopen(suggestion=story.suggestion, actor=story.keeper(), reason=arg, at=at)


def report(story: Story, at: datetime, arg: str) -> None:
    for promise in story.suggestion.commitments.waiting():
        actor = story.cast.staff[promise.reply.handling.organ_id]
        operations.report_commitment(commitment=promise, actor=actor, report=arg, at=at)


def check(story: Story, at: datetime, arg: str) -> None:
    for promise in story.suggestion.commitments.waiting():
        operations.check_commitment(commitment=promise, actor=story.keeper(), kept=True, note=arg, at=at)


STEPS: dict[str, Step] = {
    "submit": submit,
    "register": register,
    "assign": assign,
    "send_back": send_back,
    "merge": merge,
    "divert": divert,
    "report_up": report_up,
    "withdraw": withdraw,
    "accept": accept,
    "return": ask_return,
    "reassign": reassign,
    "before": before,
    "during": during,
    "deny": deny,
    "follow": follow,
    "opinion": opinion,
    "reply": reply,
    "rate": rate,
    "urge": urge,
    "extend": extend,
    "grant": grant,
    "waive": waive,
    "strike": strike,
    "reopen": reopen,
    "report": report,
    "check": check,
}
#: A 社情民意 that went smoothly.
CLOSED = "0 submit;1 register;1 assign;2 accept;3 before;5 during;4 reply:A;4 rate:满意;3 strike;15 follow"


def parts_of(text: str) -> list[tuple[str, Part]]:
    """“甲+乙” is a lead and a co-handler, “甲&乙” two units with a share each."""
    if "&" in text:
        return [(name, Part.SPLIT) for name in text.split("&")]
    return [(name, Part.CO if n else Part.LEAD) for n, name in enumerate(text.split("+")) if name]
