"""How somebody took part, read from what follows the names (R279)."""

from __future__ import annotations

import re

from activities.recognition.words import any_of, words

_QUOTED = re.compile(r"[“《\"「][^”》\"」]{0,60}[”》\"」]")
_LEAD = re.compile(
    r"^(?:等(?:人|同志)?|共?\d+余?[人名](?!大)|同志|一行(?:\d+余?人)?|分别|共同|一同|一起|也|还|并|均|都|先后|随后|受邀|应邀|亲自|继续|再次|一道|全程|"
    r"专程|专题|实地|现场|参会并|的|了|则|到场|，)+"
)
_CAPACITY = re.compile(r"以[^，。]{1,14}?身份(?P<verb>参加|出席|列席|参与)?")
_TALK = (
    r"(?:作|做)?(?:重要|动员|总结|开班|开班动员|表态|主旨)?(?:讲话|致辞|发言|总结讲话)|"
    r"提出(?:明确|具体)?要求|作(?:总结|点评|部署|动员)"
)
_CHAIR = re.compile(rf"主持(?:召开)?(?P<what>会议)?(?:[^，。并]{{0,20}})?(?P<talk>[,，]?并(?:{_TALK}))?")
_ATTEND = re.compile(
    rf"(?P<verb>出席|列席)(?P<what>会议|活动|仪式)?(?:[^，。并]{{0,16}})?(?P<talk>[,，]?并(?:{_TALK}))?"
)
_JOIN = re.compile(
    r"参加(?:了|此次|本次|上述|以上)?(?P<what>视察|调研|检查|考察|会议|座谈|学习培训|学习|培训|慰问|巡查|评议|督查|测评|执法检查|接访|"
    r"督导|走访|宣讲|义务植树|讨论|审议)?(?=活动|$|，|。|、|；)"
)
_LEADING = re.compile(r"率(?:领|队|团)|带(?:领|队)|率(?=.{1,16}(?:组|团|队|一行|代表|人员))|带(?=着)|组织")
_REPORT = re.compile(
    r"(?:作|做)(?:了|题为)?[^，。；]{0,30}?(?P<what>专题辅导报告|辅导报告|专题辅导|专题报告|专题讲座|辅导|讲座|情况说明|说明|动员讲话|"
    r"开班讲话|总结讲话|讲话|工作报告|报告|汇报|发言|表态发言|部署|动员|点评|总结|介绍|述职|宣讲|解读|授课|讲解)"
)
_LED = re.compile(r"^的?(?P<verb>带领|率领|陪同|主持|见证|组织|指导|协助)(?:下|之下)")
_GO = re.compile(r"前往|深入")
#: These say little without what was passed on: 通报典型案例.
_WITH_OBJECT = frozenset(["通报", "传达", "宣读", "介绍", "说明", "部署", "宣布", "领学", "指导", "参与"])
_ACT = re.compile(any_of(words("acts")))
_SPEAK = re.compile(r"强调|指出|要求|表示|认为|提出|希望|建议|说")
_ONLY_WHERE = re.compile(r"在|到|赴|走进|先后|深入|前往|来到")
#: Where somebody took part, before how: 在镇林场参加, 到会场出席.
_BESIDE = re.compile(r"^在[^，。；]{1,60}?(?:陪同|带领|率领|主持|指导|见证)下[，]?")
_THERE = re.compile(r"(?:在|到|于|来到|前往|赴|深入)[^，。；]{1,30}?(?=参加|出席|列席|陪同|主持)")
_SELF = re.compile(r"^(?:来|深入|到|莅临|赴)(?:到|了)?我(?:区|县|市|镇|乡|旗)")


def manner(said: str) -> str:
    """The way of taking part that a predicate says, in its own words without the object; empty if none.

    >>> manner("主持会议并讲话"), manner("前往双桥村走访慰问脱贫户")
    ('主持会议并讲话', '前往走访慰问')
    """
    said = _LEAD.sub("", said)
    if found := _CAPACITY.match(said):
        acts = "" if found["verb"] else _acting(re.split(r"[，。；]", said[found.end() :], maxsplit=1)[0])
        return found[0] + acts
    if found := _LED.match(said):
        return found["verb"]
    plain = _BESIDE.sub("", _QUOTED.sub("", said))
    if there := _THERE.match(plain):
        plain = plain[there.end() :]
    clause, *further = re.split(r"[，。；]", plain)
    if further and _ONLY_WHERE.match(clause) and not _ACT.search(clause):
        clause = _LEAD.sub("", further[0])
        plain = clause
    return _attending(plain) or _leading(clause) or _acting(clause) or _spoken(clause)


def _attending(said: str) -> str:
    for pattern in (_CHAIR, _ATTEND):
        if found := pattern.match(said):
            talk = _short_talk(found["talk"])
            if pattern is _CHAIR:
                return f"主持{found['what'] or ''}{talk}"
            return f"{found['verb']}{found['what'] or ''}{talk}" if talk else found["verb"]
    if said.startswith("参加"):
        found = _JOIN.match(said)
        return f"参加{found['what'] or ''}" if found else "参加"
    return ""


def _short_talk(talk: str | None) -> str:
    return (talk or "").lstrip(",，")


def _leading(said: str) -> str:
    if (found := _LEADING.search(said)) and found.start() <= 1:
        return {"率": "率队", "带": "带领", "率团": "率团"}.get(found[0], found[0])
    return ""


def _acting(said: str) -> str:
    if found := _REPORT.match(said):
        return f"作{found['what']}"
    # 会见, 通报项目征集情况: a short predicate is its own best name.
    if said.startswith("陪同"):
        return "陪同"
    first = _ACT.match(said)
    if first and len(said) <= 9 and first[0] in _WITH_OBJECT:
        return said
    acts = list(_ACT.finditer(said))
    if not acts:
        return ""
    act = _main_act([match[0] for match in acts])
    go = _GO.match(said)
    return f"{go[0]}{act}" if go and not _SELF.match(said) and act != go[0] else act


def _main_act(acts: list[str]) -> str:
    """查看, 了解 and the like are only steps of something greater."""
    minor = {"查看", "察看", "了解", "听取", "交流", "座谈", "组织", "指导", "说明", "介绍", "参观"}
    return next((act for act in acts if act not in minor), acts[0])


def _spoken(said: str) -> str:
    if _SPEAK.match(said):
        return "讲话"
    return said if 1 < len(said) <= 12 else ""
