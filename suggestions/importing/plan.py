"""What each row comes to: who, which units, and whether the portal has it already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from django.utils import timezone

from congress.accounts.models import User
from congress.documents.imports import Answer, Outcome, Row
from congress.organs.models import Organ, Session
from congress.organs.queries import district
from deputies.models import Deputyship
from deputies.names import name_key
from suggestions.enums import LIVE_STATES, Kind, Occasion, Part, State
from suggestions.models import Category, Handling, Suggestion
from suggestions.operations import writing
from suggestions.operations.numbers import session_key
from suggestions.showing import session_shown

#: As many likely names as a message offers.
_OFFERED = 4


@dataclass
class Entry:
    """A row understood."""

    row: Row
    session: Session
    kind: Kind
    number: int
    lead: Deputyship
    signers: list[Deputyship] = field(default_factory=list)
    category: Category | None = None
    units: list[tuple[Organ, Part]] = field(default_factory=list)
    known: Suggestion | None = None
    assigned_on: date | None = None


class Register:
    """What the portal knows, looked up once for the whole file."""

    def __init__(self) -> None:
        self.today = timezone.localdate()
        self.sessions = {session_shown(row): row for row in Session.objects.select_related("term__area")}
        self.deputies: dict[tuple[int, str], list[Deputyship]] = defaultdict(list)
        self.names: dict[int, set[str]] = defaultdict(set)
        held = Deputyship.objects.select_related("person", "term__area", "constituency__area")
        for seat in held.order_by("pk"):
            self.deputies[seat.term_id, seat.person.name_key].append(seat)
            self.names[seat.term_id].add(seat.person.name)
        self.categories = {row.name: row for row in Category.objects.order_by("-parent_id")}
        self.root = district()
        self._organs()
        self._known()

    def _organs(self) -> None:
        self.organs: dict[str, list[Organ]] = defaultdict(list)
        self.organ_names: list[str] = []
        for organ in Organ.objects.prefetch_related("names"):
            past = [name for row in organ.names.all() for name in (row.name, row.short_name)]
            for name in dict.fromkeys((organ.name, organ.short_name, *past)):
                self.organs[name].append(organ)
            if not organ.is_over:
                self.organ_names += [organ.name, organ.short_name]

    def _known(self) -> None:
        rows = Suggestion.objects.filter(occasion=Occasion.SESSION, number__isnull=False)
        rows = rows.select_related("lead__person").defer("situation", "proposal", "search_text")
        self.known = {(row.number_key, row.number): row for row in rows}
        parts = Handling.objects.filter(suggestion__in=rows, state__in=LIVE_STATES)
        self.parts: dict[int, set[int]] = defaultdict(set)
        for key, organ in parts.values_list("suggestion_id", "organ_id"):
            self.parts[key].add(organ)


def plan(rows: list[Row], _actor: User) -> None:
    """New, handed over now, or the same; the same number twice; deputies and units nobody knows."""
    register = Register()
    seen: dict[tuple[str, int], int] = {}
    for row in rows:
        entry = _entry(row, register)
        _check_units(row, entry, register)
        if entry is None:
            continue
        row.record = entry
        key = (session_key(entry.session.pk, entry.kind, writing.gate_of(entry.lead)), entry.number)
        if key in seen:
            row.error("number", f"与第 {seen[key]} 行编号相同，请改正一行")
        seen.setdefault(key, row.number)
        _compare(entry, register.known.get(key), register)


def _entry(row: Row, register: Register) -> Entry | None:
    """The row as far as it can be understood; none without session, number and lead."""
    values = row.values
    session = register.sessions.get(values["session"] or "")
    if values["session"] and session is None:
        known = "、".join(list(register.sessions)[:3])
        row.error("session", f"还没有登记“{values['session']}”，已登记的有{known or '（没有）'}")
    if session is None or values["lead"] is None:
        return None
    lead = _lead(row, session, register)
    kind = values["kind"] or Kind.SUGGESTION
    category = _category(row, register)
    signers = _signers(row, session, lead, register)
    if lead is None or values["number"] is None:
        return None
    on = _assigned_on(row, session, register)
    needed = writing.motion_signatories(lead.level)
    if kind == Kind.MOTION and 1 + len(signers) < needed:
        row.error("signers", f"议案须 {needed} 名以上代表联名，表里连领衔代表 {1 + len(signers)} 人")
    return Entry(row, session, kind, values["number"], lead, signers, category, assigned_on=on)


def _lead(row: Row, session: Session, register: Register) -> Deputyship | None:
    """The deputy of that name in the session's term; of several, or of a name nobody bears, the user says who."""
    name: str = row.values["lead"]
    found = register.deputies[session.term_id, name_key(name)]
    if len(found) == 1:
        return found[0]
    if found:
        return _chosen(row, f"{session.term}有 {len(found)} 位{name}，请选是谁", found)
    likely = [
        seat
        for near in _near(name, register.names[session.term_id])
        for seat in register.deputies[session.term_id, name_key(near)]
    ]
    if likely:
        return _chosen(row, f"{session.term}没有代表“{name}”，请选是谁", likely)
    row.error("lead", f"{session.term}没有代表“{name}”，请改正姓名，或先在代表名册里登记")
    return None


def _chosen(row: Row, question: str, seats: list[Deputyship]) -> Deputyship | None:
    def told(seat: Deputyship) -> str:
        place = seat.constituency or seat.person.organisation
        return f"{seat.person.name}（{place}）" if place else seat.person.name

    key = row.choose("lead", question, [Answer(str(seat.pk), told(seat)) for seat in seats])
    return next((seat for seat in seats if str(seat.pk) == key), None)


def _signers(row: Row, session: Session, lead: Deputyship | None, register: Register) -> list[Deputyship]:
    signers = []
    for name in row.values["signers"] or ():
        found = register.deputies[session.term_id, name_key(name)]
        if not found:
            row.error(
                "signers", f"{session.term}没有代表“{name}”{_perhaps(name, register.names[session.term_id])}"
            )
        elif len(found) > 1:
            row.error(
                "signers", f"{session.term}有 {len(found)} 位{name}，分不清，请写入以后在建议里补上这一位"
            )
        elif lead is not None and found[0].pk == lead.pk:
            row.ask("signers", f"{name}是领衔代表，不再算附议")
        else:
            signers.append(found[0])
    return signers


def _category(row: Row, register: Register) -> Category | None:
    name = row.values["category"]
    found = register.categories.get(name or "其他")
    if name and found is None:
        row.error("category", f"没有“{name}”这个类别{_perhaps(name, register.categories)}")
    elif found is None:
        row.error("category", "没有填类别")
    elif not name:
        row.ask("category", "没有填类别，先归入“其他”")
        row.cells["category"].value = found.name
    return found


def _assigned_on(row: Row, session: Session, register: Register) -> date:
    on: date = row.values["assigned_on"] or register.today
    if on > register.today:
        row.error("assigned_on", "交办日期还没有到")
    elif on < session.starts_on:
        row.error("assigned_on", f"早于会议开始的日期（{session.starts_on:%Y-%m-%d}）")
    return on


def _check_units(row: Row, entry: Entry | None, register: Register) -> None:
    """Several lead units share the matter (分办); a co-handler needs a lead unit."""
    lead = _organs(row, "units", register)
    co = _organs(row, "co_units", register)
    if co and not row.values["units"]:
        row.error("co_units", "有协办单位，还要填主办单位")
    if len(lead) > 1 and co:
        row.error("units", "主办单位只能有一个；几个单位各办一部分时，协办单位不填")
    elif len(lead) > 1:
        row.ask("units", f"{len(lead)} 个单位，按分办处理")
    if both := {organ.pk for organ in lead} & {organ.pk for organ in co}:
        row.error("co_units", f"{next(o for o in co if o.pk in both)}已经是主办单位")
    if entry is not None:
        part = Part.SPLIT if len(lead) > 1 else Part.LEAD
        entry.units = [*((organ, part) for organ in lead), *((organ, Part.CO) for organ in co)]


def _organs(row: Row, name: str, register: Register) -> list[Organ]:
    found = []
    for text in row.values[name] or ():
        organs = register.organs.get(text, [])
        if not organs:
            row.error(name, f"机构名录里没有“{text}”{_perhaps(text, register.organ_names)}")
        elif len(organs) > 1:
            row.error(name, f"有 {len(organs)} 个单位叫“{text}”，请写全称")
        elif organs[0].is_over:
            row.error(name, f"{organs[0]}已撤销，请改填现在承担这项职能的单位")
        else:
            found.append(organs[0])
    return found


def _compare(entry: Entry, known: Suggestion | None, register: Register) -> None:
    """What is there already stays; what waits for its units is handed over by the file."""
    entry.known = known
    row = entry.row
    if known is None:
        return
    if known.title != row.values["title"] or known.lead_id != entry.lead.pk:
        row.error("number", f"这个编号已是{known.lead.person.name}的“{known.title}”，请核对编号")
    wanted = {organ.pk for organ, _part in entry.units}
    if known.state == State.REGISTERED and wanted:
        row.outcome = Outcome.UPDATE
        return
    row.outcome = Outcome.SAME
    if wanted and wanted != register.parts[known.pk]:
        row.ask("units", "现在的承办单位与表里不同，没有改；要改，请到这件建议里改办")


def _perhaps(name: str, known: Iterable[str]) -> str:
    near = _near(name, known)
    return f"，是不是{'、'.join(near)}" if near else "，请改成已有的名称，或先登记"


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Names that are likely meant: nearly the same characters, or one contained in the other."""
    every = list(dict.fromkeys(known))
    within = [one for one in every if len(name) > 1 and (name in one or one in name)]
    return list(dict.fromkeys([*within, *get_close_matches(name, every, _OFFERED, 0.5)]))[:_OFFERED]
