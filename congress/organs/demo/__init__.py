"""The demo district 安澜区: areas, constituencies, organs with past names, terms and sessions. All invented."""

from datetime import date
from typing import Any

from congress.organs.enums import AREAS_WITH_CONGRESS, AreaKind, CongressLevel, OrganKind
from congress.organs.models import Area, Constituency, Organ, OrganName, Session, Term
from congress.web.demo import read_table

_DIGITS = "零一二三四五六七八九"


def load() -> None:
    """Fill the register; what is there already stays as it is."""
    district = _load_areas()
    _load_organs(district)
    _load_terms(district)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _load_areas() -> Area:
    table = read_table(__file__, "areas.json")
    district, _ = Area.objects.get_or_create(
        name=table["district"], parent=None, defaults={"kind": AreaKind.DISTRICT}
    )
    number = 0
    for order, row in enumerate(table["towns"], 1):
        town, _ = Area.objects.get_or_create(
            name=row["name"], parent=district, defaults={"kind": row["kind"], "order": order}
        )
        below = [(AreaKind.VILLAGE, name) for name in row["villages"]]
        below += [(AreaKind.COMMUNITY, name) for name in row["communities"]]
        for place, (kind, name) in enumerate(below, 1):
            Area.objects.get_or_create(name=name, parent=town, defaults={"kind": kind, "order": place})
        for nth in range(1, row["constituencies"] + 1):
            number += 1
            _constituency(CongressLevel.DISTRICT, town, nth, number, seats=3 if nth == 1 else 2)
        for nth in range(1, row["town_constituencies"] + 1):
            _constituency(CongressLevel.TOWN, town, nth, nth, seats=5)
    return district


def _constituency(level: CongressLevel, area: Area, nth: int, number: int, *, seats: int) -> None:
    Constituency.objects.get_or_create(
        level=level,
        area=area,
        name=f"{area.name}第{_DIGITS[nth]}选区",
        defaults={"number": number, "seats": seats},
    )


def _load_organs(district: Area) -> None:
    table = read_table(__file__, "organs.json")
    known: dict[str, Organ] = {}
    for order, (kind, name, short_name, parent) in enumerate(table["organs"], 1):
        known[short_name], _ = Organ.objects.get_or_create(
            name=name,
            defaults={
                "kind": kind,
                "short_name": short_name,
                "parent": known.get(parent),
                "area": district,
                "order": order,
            },
        )
    for kind, name, short_name, ends_on in table["closed"]:
        Organ.objects.get_or_create(
            name=name,
            defaults={
                "kind": kind,
                "short_name": short_name,
                "area": district,
                "ends_on": _day(ends_on),
                "parent": known["区政府"],
                "order": 900,
            },
        )
    for short_name, past_name, past_short_name, ends_on in table["renamed"]:
        OrganName.objects.get_or_create(
            organ=known[short_name],
            ends_on=_day(ends_on),
            defaults={"name": past_name, "short_name": past_short_name},
        )
    for order, town in enumerate(Area.objects.towns().filter(parent=district), 200):
        for organ in _town_organs(town, known):
            Organ.objects.get_or_create(
                name=organ.pop("name"), defaults={"area": town, "order": order, **organ}
            )


def _town_organs(town: Area, known: dict[str, Organ]) -> list[dict[str, Any]]:
    """The congress organ of the area, by its kind (R052), and its administration."""
    committee, government = known["区人大常委会"], known["区政府"]
    if town.kind in AREAS_WITH_CONGRESS:
        return [
            {
                "kind": OrganKind.TOWN_PRESIDIUM,
                "name": f"{town.name}人民代表大会主席团",
                "short_name": f"{town.name}人大",
            },
            {
                "kind": OrganKind.TOWN_GOVERNMENT,
                "name": f"{town.name}人民政府",
                "short_name": town.name,
                "parent": government,
            },
        ]
    organs: list[dict[str, Any]] = [
        {
            "kind": OrganKind.SUBDISTRICT_COMMITTEE,
            "name": f"安澜区人大常委会{town.name}工作委员会",
            "short_name": f"{town.name}人大工委",
            "parent": committee,
        }
    ]
    if town.kind == AreaKind.SUBDISTRICT:
        organs.append(
            {
                "kind": OrganKind.TOWN_GOVERNMENT,
                "name": f"{town.name}办事处",
                "short_name": town.name,
                "parent": government,
            }
        )
    return organs


def _load_terms(district: Area) -> None:
    table = read_table(__file__, "terms.json")
    for row in table["district"]:
        _term(district, CongressLevel.DISTRICT, row)
    for town in Area.objects.towns().filter(parent=district, kind__in=AREAS_WITH_CONGRESS):
        _term(town, CongressLevel.TOWN, table["town"])


def _term(area: Area, level: CongressLevel, row: dict[str, Any]) -> None:
    term, _ = Term.objects.get_or_create(
        area=area,
        level=level,
        number=row["number"],
        defaults={"starts_on": _day(row["starts_on"]), "ends_on": _day(row["ends_on"])},
    )
    for number, (starts_on, ends_on) in enumerate(row["sessions"], 1):
        Session.objects.get_or_create(
            term=term, number=number, defaults={"starts_on": _day(starts_on), "ends_on": _day(ends_on)}
        )
