"""What the form remarks while a deputy writes: one matter at a time, and what is no suggestion. It never blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Each kind of matter that is turned elsewhere: what gives it away, and what the deputy is told.
_ELSEWHERE: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(法院|法官|一审|二审|再审|判决|裁定|起诉|上诉|诉讼|仲裁|强制执行|在押|取保候审)"),
        "涉及正在诉讼、仲裁的案件，不作为建议办理。反映的是一类问题的，请写这一类问题。",
    ),
    (
        re.compile(r"(举报|检举|贪污|受贿|行贿|违纪|以权谋私)"),
        "检举、控告某个人的，请向纪检监察机关反映，不作为建议办理。",
    ),
    (
        re.compile(
            r"(本人|我家|我本人|我自己|我的(房|退休|工资|职称|补偿|工龄|医保|养老金)|我(父亲|母亲|儿子|女儿|爱人|亲戚))"
        ),
        "只关系本人或者亲属的事，不作为建议办理。有同样难处的人不少的，请写清有多少人。",
    ),
    (
        re.compile(
            r"(本公司|我公司|我司|我厂|本企业|我们公司)|(推广|采购|选用|使用)[^，。；]{0,12}(品牌|产品|牌子)"
        ),
        "为一家企业、一种产品作推介的，不作为建议办理。",
    ),
    (
        re.compile(r"(转交|代转|转呈)[^，。；]{0,10}(信|材料)|来信(原文|全文)|(?<!群众)来信如下"),
        "群众来信不直接转交。请用自己的话写清是什么事，来信可以作为附件。",
    ),
)
_SEVERAL = "看起来写了几件事。一事一议办得快，可以分开写几件。"
_ABOUTS = re.compile(r"关于")
_ENUMERATED = re.compile(
    r"(?m)^\s*(?:[一二三四五六七八九]、|第[一二三四五]件|[（(][一二三四五六七八九][)）])"
)
_BESIDES = re.compile(r"另外一件|还有一件|另一件事|第二件事|此外，?(还)?建议解决|同时反映")


def hints(title: str, situation: str, proposal: str) -> list[str]:
    """Remarks for the writer, none or several; a person decides what comes of it."""
    return list(_remarks(title, situation, proposal))


def _remarks(title: str, situation: str, proposal: str) -> Iterator[str]:
    if is_several(title, situation, proposal):
        yield _SEVERAL
    whole = f"{title}\n{situation}\n{proposal}"
    yield from (said for pattern, said in _ELSEWHERE if pattern.search(whole))


def is_several(title: str, situation: str, proposal: str) -> bool:
    """Whether the text names several matters: a title with two, a situation in numbered parts, 另外一件事.

    Numbered measures under 建议 are the rule and say nothing.
    """
    if len(_ABOUTS.findall(title)) > 1 or re.search(r"[；;]|以及", title):
        return True
    if len(_ENUMERATED.findall(situation)) > 1:
        return True
    return bool(_BESIDES.search(f"{situation}\n{proposal}"))
