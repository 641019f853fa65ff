"""A title in the house style: 孙维民率队视察全区防汛抗旱工作; 区人大常委会党组会议召开."""

from __future__ import annotations

import re

from activities.recognition.result import PersonFound, Recognised
from activities.recognition.titles import body

_LED = frozenset({"率队", "带领", "率团", "带队", "率领"})
_PART = r"(?!组|队|团|员|站|室)"
_ACT = re.compile(
    rf"走访慰问|看望慰问|联合巡查整治|视察|调研|执法检查(?!组)|检查(?!组)|考察{_PART}|督查{_PART}|督导{_PART}|督办|巡查{_PART}|暗访|慰问|走访|看望|宣讲{_PART}|巡河|巡湖"
)
_STARTED = re.compile(
    r"(?:开展|进行)(?P<what>[^，。；]{2,36}?(?:行动|活动|检查|调研|视察|整治|督查|巡查|考察|推介|调查))(?=，|。|；|$)"
)
_JOINED = re.compile(
    r"(?P<how>参加|出席|主持召开|列席)(?:了|此次)?(?P<what>[^，。；]{2,36}?(?:活动|会议|仪式|会|培训班|论坛|开班式|调研))(?=，|。|；|$|并)"
)
_HELD = re.compile(
    r"(?P<verb>召开|举行|举办|开展|组织|启动|完成)(?:了)?(?P<what>[^。；]{2,60}?)(?=，|。|；|$)"
)
_AWAY = re.compile(r"赴[^，。]{2,16}?(?=等?地?(?:开展|考察|学习|洽谈|招商|调研|执法))")
_FURTHER = re.compile(r"(?:及“|并|，|；).*$")
_COUNTED = re.compile(
    r"(?:部分|\d+(?:余|多)?名|[一二三四五六七八九十]+名)?(?:[省市区县旗镇乡、级两驻]*)(?P<who>人大代表)"
)
_YEAR = re.compile(r"(?:19|20)\d\d年度?(?!第)")
_US = re.compile(r"我(区|县|市|镇|乡|旗)|来(区|县|市|镇|乡|旗)")
_LONGEST = 60


def headline(found: Recognised, said: str) -> str:
    """The proposed title; ``said`` is the first sentence without its date."""
    said = re.sub(r"（[^）]*）", "", said)
    there = _without_places(said, [place.name for place in found.places])
    made = _of_leaders(found, said, there) or _of_body(found, there) or _clause(there) or _clause(said)
    made = re.sub(r"(?<=[区县市旗])人大常委会机关", "人大机关", made)
    return made.strip("，。、； ")[:_LONGEST]


def _without_places(said: str, places: list[str]) -> str:
    """在柳桥街道人大代表联络站开展… → 开展…; where a delegation went (赴浙江义乌) is told."""
    for place in places:
        said = re.sub(
            rf"(?:(?:先后|分别|实地)*(?:在|到|前往|深入|走进|来到|我[区县市])+|(?<=、)|对){re.escape(place)}(?:等地|等处|、|，)?",
            "",
            said,
        )
    return said


def _of_leaders(found: Recognised, said: str, there: str) -> str:
    leaders = [person for person in found.people if not person.participation.startswith("被")]
    if not leaders or found.organiser or leaders[0].name not in said:
        return ""
    first, who = leaders[0], _who(leaders, said)
    if found.kind_code == "superior_research":
        return f"{first.name}来{_us(said)}{_of_guest(found, there)}"
    if found.kind_code == "exchange" and re.search(r"一行.{0,8}来|来我?[区县市]", said):
        return f"{body(first.title) or first.name}来{_us(said)}考察{found.topic}"
    if found.kind_code == "reception":
        verb = next((word for word in ("接待", "会晤") if word in said), "会见")
        return f"{who}{verb}来{_us(said)}考察客商"
    if first.participation in _LED:
        return f"{who}率队{_done(found, said, there)}"
    if joined := _JOINED.search(there):
        return f"{who}{joined['how']}{joined['what']}"
    act = _ACT.search(there)
    if act and first.participation == "陪同":
        return f"{who}陪同{act[0]}{_object(there, act.end()) or found.topic}"
    if act:
        going = "率队" if "深入" in said and act[0] == "调研" else ""
        started = "开展" if act[0] in {"巡河", "巡湖"} else ""
        return f"{who}{going}{started}{act[0]}{_object(there, act.end()) or found.topic}"
    rest = _clause(there.partition(first.name)[2])
    return f"{who}{first.participation if not rest or rest.startswith(tuple('、和及')) else rest}"


def _who(leaders: list[PersonFound], said: str) -> str:
    first = leaders[0]
    same = [one for one in leaders if one.participation == first.participation and one.name in said]
    if len(same) > 2:
        return f"{first.name}等领导"
    return "、".join(one.name for one in same) or first.name


def _us(said: str) -> str:
    match = _US.search(said)
    return (match[1] or match[2]) if match else "区"


def _of_guest(found: Recognised, there: str) -> str:
    if started := _STARTED.search(there):
        return f"开展{started['what']}"
    if found.topic:
        return f"开展{found.topic.removesuffix('情况').removesuffix('工作')}调研"
    return "调研"


def _done(found: Recognised, said: str, there: str) -> str:
    away = _AWAY.search(said)
    goes = away[0] if away else ""
    if started := _STARTED.search(there):
        about = re.search(
            r"对(?P<of>[^，。；]{4,40}?)(?:情况)?(?:开展|进行)(?P<act>督查|检查|调研|视察|巡查)", there
        )
        return f"{goes}{about['act']}{about['of']}" if about else f"{goes}开展{started['what']}"
    if act := _ACT.search(there):
        return f"{goes}{act[0]}{_object(there, act.end()) or found.topic}"
    return f"{goes}{found.topic}"


def _object(said: str, at: int) -> str:
    rest = re.split(r"[，。；]", said[at:], maxsplit=1)[0].removeprefix("了")
    return rest if len(rest) <= 30 else ""


def _of_body(found: Recognised, there: str) -> str:
    organiser = found.organiser
    if found.kind_code == "party_group_study":
        return f"{re.sub(r'党组(?:理论学习)?(?:中心组)?.*$', '', organiser)}党组中心组集体学习会议召开"
    if found.kind_code == "party_group_meeting" and organiser.endswith("党组"):
        return f"{organiser}会议召开"
    if not organiser:
        return ""
    _, behind, rest = there.partition(organiser)
    if not behind:
        return ""
    held = _HELD.search(rest[:30] + rest[30:120])
    if held is None or held.start() > 24:
        return f"{organiser}{_clause(rest)}"
    what = _YEAR.sub("", _FURTHER.sub("", held["what"]))
    if held["verb"] == "组织":
        what = _COUNTED.sub("代表", what, count=1)
    own = re.match(r"[区县市旗]", organiser)
    if own and what.startswith(f"{own[0]}人大"):
        what = what[1:]
    return f"{organiser}{held['verb']}{what}"


def _clause(said: str) -> str:
    return re.split(r"[，。；]", said, maxsplit=1)[0]
