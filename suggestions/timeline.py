"""The words of every step, for the timeline of the desk and of the phone, and for the audit trail.

One source: what a step is called, what is told beside it, and to whom. The desk reads who did it; a deputy reads
what it means for the suggestion.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone

from congress.audit.verbs import register_verbs, verb_label
from congress.web import dates
from congress.web.parts import Happening
from suggestions.models import Step

#: Steps taken by several units, or at several units, on one day are one line.
_TOGETHER = frozenset({"accept", "urge"})


class Audience(StrEnum):
    """Who reads the timeline."""

    DESK = "desk"
    DEPUTY = "deputy"


@dataclass(frozen=True)
class Words:
    """``label`` as the desk and the audit trail read it, ``told`` as the deputy does; ``detail`` takes the facts."""

    label: str
    told: str
    detail: str = ""


WORDS: dict[str, Words] = {
    # of the suggestion
    "draft": Words("起草", "起草"),
    "save_draft": Words("修改草稿", "修改草稿"),
    "invite": Words("邀请附议", "邀请附议"),
    "cosign": Words("答复附议邀请", "答复附议邀请"),
    "submit": Words("提交", "提交", "回执 {receipt}"),
    "withdraw": Words("撤回", "撤回"),
    "register": Words("审核通过", "审核通过", "编号 {number}"),
    "send_back": Words("退回修改", "退回给您修改"),
    "report_up": Words("上报区人大", "上报区人大", "{gate_from} → {gate_to}"),
    "send_down": Words("下交乡镇办理", "交乡镇人大办理", "{gate_from} → {gate_to}"),
    "merge": Words("并案", "与相近的建议一并办理", "并入{into_label}“{into_title}”"),
    "divert": Words("转其他渠道", "不作为建议办理", "{channel}"),
    "assign": Words("交办", "已交办", "{units}"),
    "complete_replies": Words("答复齐全", "等您评价"),
    "evaluate": Words("代表评价", "您已评价", "结果{result}"),
    "redo": Words("代表不满意，重新办理", "您不满意，已重新交办", "结果{result}"),
    "open_study": Words("代表再次不满意，联合研究", "您仍不满意，转联合研究", "结果{result}"),
    "waive": Words("逾期未评，转核查", "逾期未评价，转核查"),
    "redo_after_study": Words("研究后再次交办", "研究后再次交办"),
    "conclude_study": Words("联合研究办结", "联合研究有结论"),
    "strike_off": Words("销号", "已核查销号", "编号 {number}"),
    "reopen": Words("重新打开", "重新打开办理", "原销号编号 {struck}"),
    # of one unit's part
    "accept": Words("签收", "承办单位签收", "{unit}"),
    "ask_return": Words("申请退办", "承办单位申请退办", "{unit}，建议改由{proposed}办理"),
    "refuse_return": Words("不同意退办", "不同意退办", "{unit}"),
    "reassign": Words("改办", "改由其他单位办理", "{unit} → {to}"),
    "release": Words("免予办理", "有单位不再承办", "{unit}"),
    "record_contact": Words("联系代表", "与您联系", "{unit}，{stage}（{way}）"),
    "follow_up": Words("办后回访", "办后回访", "{unit}（{way}）"),
    "confirm_contact": Words("代表确认联系属实", "您确认属实", "{unit}，{stage}"),
    "deny_contact": Words("代表不认可这次联系", "您说不属实", "{unit}，{stage}"),
    "reply": Words("答复", "已答复", "{unit}，{category} 类"),
    "give_opinion": Words("报送协办意见", "协办单位报送意见", "{unit}"),
    "ask_extension": Words("申请延期", "承办单位申请延期", "{unit}，延到{until}"),
    "grant_extension": Words("同意延期", "同意延期答复", "{unit}，延到{until}"),
    "refuse_extension": Words("不同意延期", "不同意延期", "{unit}"),
    "urge": Words("催办", "人大催办", "{unit}"),
    # of a promise
    "report_commitment": Words("报告承诺已兑现", "报告承诺已兑现", "{unit}：{what}"),
    "keep_commitment": Words("核实承诺已兑现", "承诺已兑现", "{what}"),
    "refuse_commitment": Words("核实承诺未兑现", "承诺还没有兑现", "{what}"),
    "break_commitment": Words("承诺记为未兑现", "承诺未兑现", "{what}"),
    "rate_commitment": Words("代表评价承诺兑现", "您评价了承诺兑现", "{what}"),
    # added later, by the deputy
    "attach": Words("添加照片、附件", "添加照片、附件"),
    "add_note": Words("代表补充情况", "您补充了情况"),
    "ask_after": Words("代表询问进度", "您询问了进度"),
}
#: Steps behind another one at the same moment, which says the same.
_SILENT = frozenset({"complete_replies"})
_CONTACTS = frozenset({"record_contact", "follow_up"})
_LABELS_OF_PARTS = {"record_contact": "stage"}


def register_words(words: Mapping[str, Words]) -> None:
    """Give the steps of another package of this app their words, for the timeline and the audit trail alike."""
    WORDS.update(words)
    register_verbs({f"suggestions:{verb}": said.label for verb, said in words.items()})


def verb_labels() -> dict[str, str]:
    """The verbs of the audit trail in Chinese, as ``register_verbs`` takes them."""
    return {f"suggestions:{verb}": words.label for verb, words in WORDS.items()}


def happenings(steps: Sequence[Step], audience: Audience = Audience.DESK) -> list[Happening]:
    """What happened, newest first. Units that signed, or were urged, on one day stand in one line."""
    confirmed = _confirmed(steps)
    shown = [step for step in steps if step.verb not in _SILENT and step.pk not in confirmed.values()]
    lines = [_line(group, audience, confirmed) for group in _groups(shown)]
    return list(reversed(lines))


def _confirmed(steps: Iterable[Step]) -> dict[int, int]:
    """The steps in which a contact was recorded, each with the step in which the deputy confirmed it."""
    told: dict[tuple[int | None, str], int] = {}
    found: dict[int, int] = {}
    for step in steps:
        key = (step.handling_id, str(step.facts.get("stage", "")))
        if step.verb in _CONTACTS:
            told[key] = step.pk
        elif step.verb == "confirm_contact" and key in told:
            found[told.pop(key)] = step.pk
    return found


def title_of(step: Step, audience: Audience = Audience.DESK) -> str:
    """What a step is called; a contact goes by its stage: 办前联系, 办中沟通."""
    named_by = _LABELS_OF_PARTS.get(step.verb)
    if named_by and step.facts.get(named_by):
        return str(step.facts[named_by])
    words = WORDS.get(step.verb)
    if words is None:
        return verb_label(f"suggestions:{step.verb}")
    return words.label if audience == Audience.DESK else words.told


def _groups(steps: Iterable[Step]) -> list[list[Step]]:
    groups: list[list[Step]] = []
    for step in steps:
        last = groups[-1][-1] if groups else None
        if last is not None and _goes_with(last, step):
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups


def _goes_with(last: Step, step: Step) -> bool:
    same = (last.verb, last.round, last.note) == (step.verb, step.round, step.note)
    return step.verb in _TOGETHER and same and timezone.localdate(last.at) == timezone.localdate(step.at)


def _line(group: list[Step], audience: Audience, confirmed: Mapping[int, int]) -> Happening:
    step = group[-1]
    detail = "、".join(dict.fromkeys(told for one in group if (told := detail_of(one))))
    if audience == Audience.DESK and step.actor_name and step.handling_id is None:
        detail = "　".join(part for part in (step.actor_name, detail) if part)
    elif audience == Audience.DESK and step.verb == "urge":
        detail = f"{step.actor_name} → {detail}"
    if step.pk in confirmed:
        detail = f"{detail}，{'代表' if audience == Audience.DESK else '您'}已确认"
    return Happening(title_of(step, audience), detail, step.at, note=step.note)


def detail_of(step: Step) -> str:
    """What is told beside the words, from the facts of the step; nothing where one is missing."""
    words = WORDS.get(step.verb)
    if words is None or not words.detail:
        return ""
    template = "{unit}（{way}）" if step.verb in _LABELS_OF_PARTS else words.detail
    try:
        return template.format_map(_Facts(step.facts))
    except KeyError:
        return ""


class _Facts(dict[str, Any]):
    """Facts as they are written: a day as the office writes it."""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        return dates.day(date.fromisoformat(value)) if name == "until" else value
