"""A title in the house style: 张玉鼎率队视察全区防汛抗旱工作; 区人大常委会党组会议召开."""

from __future__ import annotations

import re
from dataclasses import dataclass

from activities.recognition.result import Recognised

_SHORTER = (("区人大常委会机关", "区人大机关"), ("县人大常委会机关", "县人大机关"), ("市人大常委会机关", "市人大机关"))
_LED = frozenset({"率队", "带领", "率团", "带队", "率领"})
_LEADERS_VERB = re.compile(
    r"(?P<verb>走访慰问|看望慰问|联合巡查整治|视察|调研|执法检查|检查|考察|督查|督导|督办|巡查|暗访|慰问|走访|看望|宣讲|巡河)"
)
_ACTIVITY = re.compile(r"(?P<verb>开展|启动|参加|举行|举办)(?P<what>[^，。]{2,40})")
_HELD = re.compile(r"(?P<verb>召开|举行|举办|开展|组织|启动|传达)(?:了)?(?P<what>[^。]{2,60}?)(?=，|。|；|$)")
_FURTHER = re.compile(r"(?:及|并|，).*$")
_TAIL = re.compile(r"(?:，.*)$")


@dataclass(frozen=True)
class _Said:
    """The first sentence behind the date, and what stands in it."""

    text: str


def headline(found: Recognised, said: str) -> str:
    """The proposed title; ``said`` is the first sentence without its date."""
    made = _of_leaders(found, said) or _of_body(found, said) or _plain(said)
    for long, short in _SHORTER:
        made = made.replace(long, short)
    return made.strip("，。、 ")[:60]


def _of_leaders(found: Recognised, said: str) -> str:
    leaders = [person for person in found.people if person.participation and not person.partial]
    if not leaders or found.organiser:
        return ""
    first = leaders[0]
    if first.name not in re.sub(r"\s", "", said):
        return ""
    same = [person for person in leaders if person.participation == first.participation]
    many = len([person for person in same if person.name in said])
    who = first.name if many == 1 else f"{first.name}等领导" if many > 2 else "、".join(p.name for p in same[:2])
    if found.kind_code == "superior_research":
        return f"{who}来{_place_word(said)}{_about(found, said, '开展', '调研')}"
    if found.kind_code == "reception":
        return f"{who}会见来{_place_word(said)}客商" if found.people else ""
    if first.participation in _LED:
        return f"{who}率队{_what(found, said)}"
    act = _LEADERS_VERB.search(said)
    if act:
        going = "率队" if "深入" in said and act["verb"] == "调研" else ""
        return f"{who}{going}{act['verb']}{found.topic or _object(said, act.end())}"
    return f"{who}{first.participation}{found.topic}"


def _place_word(said: str) -> str:
    us = re.search(r"我(区|县|市|镇|乡|旗)", said)
    return us[1] if us else "区"


def _about(found: Recognised, said: str, before: str, after: str) -> str:
    return f"{before}{found.topic.removesuffix('情况').removesuffix('工作')}{after}" if found.topic else after


def _what(found: Recognised, said: str) -> str:
    away = re.search(r"赴[^，。]{2,16}?(?=开展|考察|学习|洽谈|招商|调研)", said)
    goes = away[0] if away else ""
    started = re.search(r"(?:开展|进行)(?P<what>[^，。]{2,36}?(?:行动|活动|检查|调研|视察|整治|督查|巡查))(?=，|。|$)", said)
    if started:
        return f"{goes}开展{started['what']}"
    act = _LEADERS_VERB.search(said)
    if act:
        return f"{goes}{act['verb']}{found.topic or _object(said, act.end())}"
    return f"{goes}{found.topic}"


def _object(said: str, at: int) -> str:
    rest = re.split(r"[，。；]", said[at:], maxsplit=1)[0]
    return rest if len(rest) <= 30 else ""


def _of_body(found: Recognised, said: str) -> str:
    if found.kind_code == "party_group_study":
        return f"{found.organiser.removesuffix('党组')}党组中心组集体学习会议召开"
    if found.kind_code == "party_group_meeting" and found.organiser:
        return f"{found.organiser}会议召开"
    if not found.organiser:
        return ""
    behind = said.find(found.organiser)
    rest = said[behind + len(found.organiser) :] if behind >= 0 else said
    held = _HELD.match(rest)
    if held:
        return f"{found.organiser}{held['verb']}{_FURTHER.sub('', held['what'])}"
    return f"{found.organiser}{re.split('[，。；]', rest, maxsplit=1)[0]}"


def _plain(said: str) -> str:
    return re.split(r"[，。；]", said, maxsplit=1)[0]
