"""The demo district 安澜区: areas, constituencies, organs with past names, terms and sessions. All invented."""

from datetime import date
from typing import Any

from congress.organs import operations, outlines
from congress.organs.enums import AREAS_WITH_CONGRESS, AreaKind, CongressLevel, OrganKind
from congress.organs.models import Area, Constituency, Organ, OrganName, Session, Term
from congress.web.demo import read_table

_DIGITS = "零一二三四五六七八九"


def load() -> None:
    """Fill the register; what is there already stays as it is."""
    district = _load_areas()
    _load_organs(district)
    _load_terms(district)
    _load_outlines(district)


def _load_outlines(district: Area) -> None:
    """Borders of the towns, invented like everything else; they adjoin each other."""
    table = read_table(__file__, "outlines.json")
    towns = Area.objects.towns().filter(parent=district, outline__isnull=True, name__in=table)
    rings = {town.pk: [table[town.name]] for town in towns}
    if rings:
        outlines.import_outlines(rings=rings, source="演示数据", actor=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _area(name: str, parent: Area | None, kind: str, order: int = 0) -> Area:
    known = Area.objects.filter(name=name, parent=parent).first()
    return known or operations.create_area(actor=None, name=name, parent=parent, kind=kind, order=order)


def _load_areas() -> Area:
    table = read_table(__file__, "areas.json")
    district = _area(table["district"], None, AreaKind.DISTRICT)
    number = 0
    for order, row in enumerate(table["towns"], 1):
        town = _area(row["name"], district, row["kind"], order)
        below = [(AreaKind.VILLAGE, name) for name in row["villages"]]
        below += [(AreaKind.COMMUNITY, name) for name in row["communities"]]
        for place, (kind, name) in enumerate(below, 1):
            _area(name, town, kind, place)
        for nth in range(1, row["constituencies"] + 1):
            number += 1
            _constituency(CongressLevel.DISTRICT, town, nth, number, seats=5 if nth == 1 else 4)
        for nth in range(1, row["town_constituencies"] + 1):
            _constituency(CongressLevel.TOWN, town, nth, nth, seats=15)
    return district


def _constituency(level: CongressLevel, area: Area, nth: int, number: int, *, seats: int) -> None:
    name = f"{area.name}第{_DIGITS[nth]}选区"
    if not Constituency.objects.filter(level=level, area=area, name=name).exists():
        operations.create_constituency(
            actor=None, level=level, area=area, name=name, number=number, seats=seats
        )


def _organ(name: str, **values: Any) -> Organ:
    return Organ.objects.filter(name=name).first() or operations.create(actor=None, name=name, **values)


def _load_organs(district: Area) -> None:
    table = read_table(__file__, "organs.json")
    known: dict[str, Organ] = {}
    for order, (kind, name, short_name, parent) in enumerate(table["organs"], 1):
        known[short_name] = _organ(
            name, kind=kind, short_name=short_name, parent=known.get(parent), area=district, order=order
        )
    for kind, name, short_name, ends_on in table["closed"]:
        _organ(
            name,
            kind=kind,
            short_name=short_name,
            parent=known["区政府"],
            area=district,
            order=900,
            ends_on=_day(ends_on),
        )
    for short_name, past_name, past_short_name, ends_on in table["renamed"]:
        OrganName.objects.get_or_create(
            organ=known[short_name],
            ends_on=date.fromisoformat(ends_on),
            defaults={"name": past_name, "short_name": past_short_name},
        )
    for order, town in enumerate(Area.objects.towns().filter(parent=district), 200):
        for values in _town_organs(town, known):
            _organ(**values, area=town, order=order)


def _town_organs(town: Area, known: dict[str, Organ]) -> list[dict[str, Any]]:
    """The congress organ of the area, by its kind (R052), and its administration; a park has only the first."""
    if town.kind in AREAS_WITH_CONGRESS:
        congress: dict[str, Any] = {
            "kind": OrganKind.TOWN_PRESIDIUM,
            "name": f"{town.name}人民代表大会主席团",
            "short_name": f"{town.name}人大",
        }
        office = f"{town.name}人民政府"
    else:
        congress = {
            "kind": OrganKind.SUBDISTRICT_COMMITTEE,
            "name": f"安澜区人大常委会{town.name}工作委员会",
            "short_name": f"{town.name}人大工委",
            "parent": known["区人大常委会"],
        }
        office = f"{town.name}办事处"
    if town.kind == AreaKind.PARK:
        return [congress]
    administration = {"kind": OrganKind.TOWN_GOVERNMENT, "name": office, "short_name": town.name}
    return [congress, {**administration, "parent": known["区政府"]}]


def _load_terms(district: Area) -> None:
    table = read_table(__file__, "terms.json")
    for row in table["district"]:
        _term(district, CongressLevel.DISTRICT, row)
    for town in Area.objects.towns().filter(parent=district, kind__in=AREAS_WITH_CONGRESS):
        _term(town, CongressLevel.TOWN, table["town"])


def _term(area: Area, level: CongressLevel, row: dict[str, Any]) -> None:
    term = Term.objects.filter(area=area, level=level, number=row["number"]).first()
    if term is None:
        term = operations.create_term(
            actor=None,
            area=area,
            level=level,
            number=row["number"],
            starts_on=_day(row["starts_on"]),
            ends_on=_day(row["ends_on"]),
        )
    for number, (starts_on, ends_on) in enumerate(row["sessions"], 1):
        if not Session.objects.filter(term=term, number=number).exists():
            operations.create_session(
                term=term, actor=None, number=number, starts_on=_day(starts_on), ends_on=_day(ends_on)
            )
