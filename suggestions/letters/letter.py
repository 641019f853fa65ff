"""The letter of reply (答复函) as words, before it becomes a PDF or a DOCX."""

from __future__ import annotations

from dataclasses import dataclass

from congress.district.queries import district_name
from congress.documents.prose import clean, paragraphs
from congress.web.dates import full_day
from suggestions.enums import CosignState, Part, Signing
from suggestions.models import Handling, Reply, Suggestion

#: More names than this are summed up in the address: 陈立新等 12 名代表.
_NAMED = 6
#: What shows that the unit wrote the opening sentence itself.
_OPENING = ("收悉", "已收到", "答复如下")


@dataclass(frozen=True)
class Letter:
    """A letter in the form of GB/T 9704-2012, 10.1 (信函格式); ``mark`` stands at the upper right."""

    unit: str
    number: str
    mark: str
    title: str
    addressee: str
    body: tuple[str, ...]
    files: tuple[str, ...]
    date: str
    signatory: str
    contact: str
    phone: str
    copies: tuple[str, ...]

    @property
    def facts(self) -> list[str]:
        """Who signed it, and whom to ask, as lines; what is not known is left out."""
        asked = (("联系人", self.contact), ("联系电话", self.phone))
        whom = "，".join(f"{label}：{value}" for label, value in asked if value)
        return [f"签发人：{self.signatory}", *([f"（{whom}）"] if whom else [])]

    def texts(self) -> list[str]:
        """Every text there is, for whoever looks for words that belong together."""
        return [self.unit, self.title, self.addressee, *self.body, *self.files, *self.copies]


def letter_of(reply: Reply) -> Letter:
    """The letter of a unit's reply; the unit bears the name it had when the matter was handed over (R312)."""
    part = reply.handling
    row = part.suggestion
    category = reply.category
    if category is None:
        raise ValueError("a co-handler's opinion is no letter")
    openness = "可以公开" if reply.public else "不公开"
    return Letter(
        unit=clean(part.organ_name),
        number=clean(reply.number),
        mark=f"{category.letter}类　{openness}",
        title=f"对{row.label}{row.get_kind_display()}的答复",
        addressee=f"{_signatories(row)}：",
        body=(*_opening(row, reply.text), *paragraphs(reply.text)),
        files=tuple(clean(name) for name in reply.files.shown().values_list("name", flat=True)),
        date=full_day(reply.replied_on),
        signatory=clean(reply.signatory),
        contact=clean(reply.contact),
        phone=clean(reply.contact_phone),
        copies=tuple(_copies(part)),
    )


def _signatories(row: Suggestion) -> str:
    """Lead and co-signers, in the order in which they signed, or the delegation."""
    if row.signing == Signing.DELEGATION and row.delegation:
        return row.delegation
    signed = row.cosigners.filter(state=CosignState.CONFIRMED).order_by("answered_at", "id")
    names = [row.lead.person.name, *signed.values_list("deputyship__person__name", flat=True)]
    if len(names) > _NAMED:
        return f"{clean(names[0])}等{len(names)}名代表"
    return f"{'、'.join(clean(name) for name in names)}代表"


def _opening(row: Suggestion, text: str) -> list[str]:
    first = (paragraphs(text) or [""])[0]
    if any(words in first for words in _OPENING):
        return []
    you = "您" if row.signing == Signing.INDIVIDUAL else "你们"
    return [f"{you}提出的“{clean(row.title)}”（{row.label}）收悉。现答复如下："]


def _copies(part: Handling) -> list[str]:
    """The congress office that keeps the gate, the government's office, the units that worked with it."""
    row = part.suggestion
    if row.gate.parent_id is None:
        name = district_name() or row.gate.name
        offices = [f"{name}人大常委会办公室", f"{name}人民政府办公室"]
    else:
        offices = [f"{row.gate.name}人大"]
    others = Handling.objects.live().filter(suggestion=row, round=part.round, part=Part.CO)
    return [*offices, *(clean(name) for name in others.values_list("organ_name", flat=True))]
