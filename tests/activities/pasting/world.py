"""The people and units of the month in ``month.txt``; 荣耀 and 周明 are not in the register."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

from activities.models import PastedCard, PasteDraft
from activities.pasting import operations
from activities.pasting.cards import Card
from activities.pasting.reading import read_text
from activities.recognition.lexicon import DEFAULT_KINDS
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import AreaKind
from deputies import operations as deputies
from deputies.models import Person
from tests.factories import make_area, make_kind, make_organ, make_person, make_user

MONTH = Path(__file__).with_name("month.txt").read_text()
PARAGRAPHS = [line for line in MONTH.splitlines() if re.match(r"5月\d+日", line)]

_LEADERS = {
    "陈国华": ("区人大常委会主任", "区人大常委会党组书记"),
    "孙维民": ("区人大常委会副主任", "区人大常委会党组副书记"),
    "吴静": ("区人大常委会副主任", "区人大常委会党组成员"),
    "韩正堃": ("区人大常委会副主任", "区人大常委会党组成员"),
    "贺敬东": ("省人大常委会副主任",),
}
_ORGANS = (
    "区人大常委会 区人大常委会办公室 区人大常委会财经工委 区人大常委会农业农村工委 区文明办 区城市管理局 区环卫中心 "
    "文昌街道 柳桥街道 "
    "区教育局 区应急管理局 区水利局 东塘镇 区农业农村局 区发展改革委 高新园区管委会 区投资促进中心 区市场监管局 区妇联"
)


def kinds() -> None:
    """The kinds every portal begins with, where an earlier test that commits has emptied the table."""
    for code, name in DEFAULT_KINDS.items():
        make_kind(name, code=code)


def settle_in(username: str = "office") -> User:
    """A district with its leaders and units; returns the clerk."""
    kinds()
    make_area(kind=AreaKind.DISTRICT)
    for order, (name, titles) in enumerate(_LEADERS.items(), 1):
        person = make_person(name)
        for title in titles:
            deputies.add_post(person=person, actor=None, title=title, order=order)
    for name in _ORGANS.split():
        make_organ(name)
    return make_user(Role.OFFICE, username=username, name="周敏")


def person(name: str) -> Person:
    """The only one of this name."""
    return Person.objects.get(name=name)


def pasted(user: User, text: str, *, year: int = 2026, month: int = 5) -> PasteDraft:
    """A draft of this text."""
    read = read_text(user, text, year=year, month=month)
    return operations.paste(actor=user, read=read, year=year, month=month, token=uuid4())


def row(draft: PasteDraft, order: int) -> PastedCard:
    """A card by its place."""
    return draft.cards.get(order=order)


def card(draft: PasteDraft, order: int) -> Card:
    """What a card holds now."""
    return Card.from_json(row(draft, order).data)
