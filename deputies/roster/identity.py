"""Who in the register a row means. Never guessed: where name alone speaks, the clerk is asked."""

from __future__ import annotations

from dataclasses import dataclass

from congress.documents.imports import Answer, Row
from congress.organs.models import Term
from deputies.models import Person, name_key
from deputies.roster.birth import Birth
from deputies.roster.register import Register

#: The answer that none of the people shown is meant.
NEW = "new"


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a person of the same name being meant."""

    person: Person
    same_birth: bool
    same_phone: bool
    same_seat: bool
    other_birth: bool

    @property
    def weight(self) -> int:
        """How many things agree."""
        return self.same_birth + self.same_phone + self.same_seat

    @property
    def is_sure(self) -> bool:
        """Same birth month, phone or deputyship, and no other birth month."""
        return self.weight > 0 and not self.other_birth

    @property
    def is_possible(self) -> bool:
        """Nothing says it is somebody else, or something agrees all the same."""
        return not self.other_birth or self.weight > 0


@dataclass(frozen=True)
class Match:
    """The person meant, none for somebody new; ``is_open`` until the clerk has answered."""

    person: Person | None = None
    is_open: bool = False


def find_person(row: Row, register: Register, term: Term | None) -> Match:
    """Whom the row means: same name and same birth month, phone or deputyship; else the clerk is asked."""
    name = str(row.values["name"])
    known = [_weigh(person, row, register, term) for person in register.people.get(name_key(name), [])]
    if not known:
        return Match()
    sure = [evidence for evidence in known if evidence.is_sure]
    best = [e for e in sure if e.weight == max(e.weight for e in sure)]
    if len(best) == 1:
        return Match(best[0].person)
    possible = [evidence.person for evidence in (best or known) if best or evidence.is_possible]
    if not possible:
        row.ask("name", f"名册里另有 {len(known)} 位{name}，出生年月不同，按新的人新增")
        return Match()
    question = f"名册里有{'' if len(possible) == 1 else f' {len(possible)} 位'}“{name}”，请选定是谁"
    answers = [Answer(str(person.pk), describe(person, register)) for person in possible]
    given = row.choose("name", question, [*answers, Answer(NEW, "都不是，新增一人")])
    if not given:
        return Match(is_open=True)
    return Match(next((person for person in possible if str(person.pk) == given), None))


def describe(person: Person, register: Register) -> str:
    """What tells a person from namesakes: birth month, where they work, what they are deputy of, phone."""
    facts = [f"{Birth.of(person.birth_date)}生" if person.birth_date else "出生年月不详"]
    facts += [f"{person.organisation}{person.occupation}"]
    facts += [f"{d.title}（{d.term_label}）" for d in register.deputyships[person.pk]]
    facts += [f"电话尾号 {person.phone[-4:]}" if person.phone else ""]
    return f"{person.name}：{'，'.join(fact for fact in facts if fact)}"


def _weigh(person: Person, row: Row, register: Register, term: Term | None) -> Evidence:
    birth: Birth | None = row.values["birth"]
    born, phone = person.birth_date, row.values["phone"]
    both_known = birth is not None and born is not None
    same_birth = birth is not None and birth.is_month_of(born)
    held = {deputyship.term_id for deputyship in register.deputyships[person.pk]}
    return Evidence(
        person,
        same_birth=same_birth,
        same_phone=bool(phone) and phone == person.phone,
        same_seat=term is not None and term.pk in held,
        other_birth=both_known and not same_birth,
    )
