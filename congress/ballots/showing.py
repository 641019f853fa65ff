"""Polls and results in words, for pages, the big screen and the printed sheets."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from congress.ballots.counting import ABSTAIN, FOR, ItemResult, Outcome
from congress.ballots.enums import BARS, BallotForm, PollState, TieRule
from congress.ballots.models import Poll
from congress.ballots.queries import Counting, Turnout
from congress.figures.numbers import Rate
from congress.web import dates
from congress.web.parts import Step

STATES = {
    PollState.PREPARING: "new",
    PollState.VOTING: "go",
    PollState.CLOSED: "wait",
    PollState.OPENED: "go",
    PollState.PUBLISHED: "done",
    PollState.VOIDED: "stop",
}
_ORDER = (PollState.PREPARING, PollState.VOTING, PollState.CLOSED, PollState.OPENED, PollState.PUBLISHED)


def standing_of(poll: Poll) -> tuple[str, str]:
    """The state's shape and word."""
    state = PollState(poll.state)
    return STATES[state], str(state.label)


def steps_of(poll: Poll) -> list[Step]:
    """准备 → 投票 → 截止 → 计票 → 公布, with the moments; nothing for a poll that was declared void."""
    if poll.state == PollState.VOIDED:
        return []
    moments = (poll.created_at, poll.started_at, poll.closed_at, poll.opened_at, poll.published_at)
    now = _ORDER.index(PollState(poll.state))
    told = []
    for place, (state, moment) in enumerate(zip(_ORDER, moments, strict=True)):
        done = place < now or poll.state == PollState.PUBLISHED
        kind = "done" if done else "now" if place == now else ""
        told.append(Step(str(state.label), dates.moment(moment) if moment and (done or kind) else "", kind))
    return told


def rules_in_words(poll: Poll) -> list[tuple[str, str]]:
    """The rules of a poll as label and value."""
    bars = dict(BARS)
    threshold = bars.get(poll.threshold, poll.threshold)
    seats = (
        f"{poll.seats} 项" + (f"，最少选 {poll.min_ticks} 项" if poll.min_ticks else "") if poll.seats else ""
    )
    quorum = bars.get(poll.quorum, poll.quorum)
    return [
        ("表决形式", _form_in_words(poll)),
        ("打分项目", "、".join(f"{label} {most} 分" for label, most in poll.rule_data().scales)),
        ("应选", seats),
        ("通过比例", f"{poll.get_basis_display()}的{threshold}" if poll.threshold else "不设，只列票数"),
        ("投票有效", f"收回的票占全体组成人员的{quorum}" if poll.quorum else ""),
        ("空白票", "算无效票" if poll.blank_is_void else f"算{unmarked(poll)}"),
        ("票数相同", str(poll.get_tie_display()) if poll.seats else ""),
        ("票箱", str(poll.get_custody_display()) if poll.takes_phones else ""),
        ("依据", poll.citation),
    ]


def unmarked(poll: Poll) -> str:
    """What a voter says who marks nothing: 弃权, or what a ballot with grades of its own calls it."""
    return next((option.label for option in poll.options if option.key == ABSTAIN), "弃权")


def _form_in_words(poll: Poll) -> str:
    if not poll.rule_data().grades:
        return str(poll.get_form_display())
    return f"分档测评（{'／'.join(option.label for option in poll.options)}）"


def facts_of(poll: Poll) -> list[tuple[str, str]]:
    """What to know of a poll beside its rules."""
    whose = str(poll.area or poll.organ or "")
    return [
        ("程序", poll.plug.label),
        ("哪里的", whose),
        ("投票方式", str(poll.get_mode_display())),
        ("投票人", poll.electorate_words),
        ("全体成员", f"{poll.members} 人" if poll.members else ""),
        ("纸质票", f"准备 {poll.paper_count} 张" if poll.paper_count else ""),
        ("总监票人", poll.chief_scrutineer),
        ("监票人", poll.scrutineers),
        ("计票人", poll.tellers),
        ("抽签见证人", poll.witnesses),
        ("作废原因", poll.void_reason),
    ]


@dataclass(frozen=True)
class Line:
    """One item of a result: its numbers with their heads, its share, what became of it."""

    number: int
    title: str
    numbers: list[tuple[str, str]]
    share: str
    of: str
    kind: str
    verdict: str


@dataclass(frozen=True)
class Shown:
    """A result in words. ``lines`` stand as on the ballot, ``ranked`` by what they got."""

    heads: list[str]
    share_head: str
    lines: list[Line]
    ranked: list[Line]
    numbers: list[tuple[str, str]]
    remarks: list[str]
    few: bool


def mean_in_words(value: Fraction) -> str:
    """With two places, rounded half up: 86.67."""
    hundredths = (2 * value.numerator * 100 + value.denominator) // (2 * value.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def shown(counting: Counting, turnout: Turnout) -> Shown:
    """The result of a count that may be shown."""
    poll, outcome = counting.poll, counting.outcome
    scores = poll.form == BallotForm.SCORES
    heads = [label for label, _most in poll.scales] if scores else [o.label for o in poll.options]
    share_head = "总分" if scores else _share_head(poll)
    lines = [
        _line(poll, outcome, item.number, item.title, result)
        for item, result in zip(counting.items, outcome.items, strict=True)
    ]
    order = sorted(range(len(lines)), key=lambda n: -outcome.items[n].standing)
    return Shown(
        heads=heads,
        share_head=share_head,
        lines=lines,
        ranked=[lines[n] for n in order],
        numbers=_numbers(poll, outcome, turnout),
        remarks=_remarks(poll, outcome),
        few=outcome.cast < poll.min_ballots,
    )


def _share_head(poll: Poll) -> str:
    return f"{_share_word(poll)}（占{poll.get_basis_display()}）"


def _share_word(poll: Poll) -> str:
    """满意率; with grades of its own 基本称职以上, by the lowest that counts for."""
    if poll.form != BallotForm.GRADES:
        return "得票率"
    counting_for = [label for label, side in poll.rule_data().grades if side == FOR]
    return f"{counting_for[-1]}以上" if counting_for else "满意率"


def _line(poll: Poll, outcome: Outcome, number: int, title: str, result: ItemResult) -> Line:
    kind, verdict = _verdict(poll, outcome, result)
    if poll.form == BallotForm.SCORES:
        labels = [label for label, _most in poll.scales]
        means = list(zip(labels, map(mean_in_words, result.means), strict=True))
        full = sum(most for _label, most in poll.scales)
        return Line(number, title, means, mean_in_words(result.standing), f"满分 {full}", kind, verdict)
    rate = Rate(min(int(result.standing), outcome.basis), outcome.basis, "票", places=2)
    numbers = [(option.label, str(result.counts[option.key])) for option in poll.options]
    return Line(number, title, numbers, str(rate), f"{result.standing}／{outcome.basis}", kind, verdict)


def _verdict(poll: Poll, outcome: Outcome, result: ItemResult) -> tuple[str, str]:
    if not outcome.quorate:
        return "stop", "投票无效"
    if poll.seats:
        if result.item in outcome.elected:
            return "done", "入选"
        return ("wait", "票数相同") if result.item in outcome.tied else ("stop", "未入选")
    if result.passed is None:
        return "", ""
    return ("done", "通过") if result.passed else ("stop", "未通过")


def _numbers(poll: Poll, outcome: Outcome, turnout: Turnout) -> list[tuple[str, str]]:
    told = []
    if poll.takes_phones:
        told.append(("手机票", f"应投 {turnout.phones} 张，收到 {outcome.phone} 张"))
    if poll.takes_paper:
        told.append(("纸质票", f"发出 {outcome.issued} 张，收回 {outcome.cast - outcome.phone} 张"))
    return [
        *told,
        ("收回合计", f"{outcome.cast} 张"),
        ("有效票", f"{outcome.valid} 张"),
        ("无效票", f"{outcome.void} 张"),
    ]


def _remarks(poll: Poll, outcome: Outcome) -> list[str]:
    told = []
    if not outcome.quorate:
        told.append(
            "收回的票没有达到规定的人数，投票无效。" if outcome.cast else "一张票也没有收到，投票无效。"
        )
    elif poll.seats:
        told.append(f"应选 {poll.seats} 项，入选 {len(outcome.elected)} 项。")
        if outcome.open_seats:
            how = str(TieRule(poll.tie).label)
            told.append(f"{len(outcome.tied)} 项票数相同，还剩 {outcome.open_seats} 个名额：{how}。")
    if poll.form == BallotForm.GRADES and outcome.lowest_share is not None and len(outcome.items) > 1:
        lowest = min(outcome.items, key=lambda one: one.share or Fraction(0))
        told.append(
            f"最低的{_share_word(poll)}是 {Rate(int(lowest.standing), outcome.basis, '票', places=2)}。"
        )
    if poll.drawn:
        told.append(f"票数相同的由抽签决定，见证人：{poll.witnesses}。")
    return told
