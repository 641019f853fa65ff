"""Who may open which address. A new address needs a line in ``rooms``, or the test of all addresses fails.

``public``: everyone, without signing in. ``any account``: whoever has signed in, with a role or without.
``every role``: every holder of a role. Otherwise the roles, as in :class:`congress.accounts.enums.Role`.
What a role finds behind the address (its own area, its own organ) is for the tests of each room.

It says what is meant, whatever the code says: compare it with the roles and scopes of the requirements.
"""

from tests.access.rooms import (
    activities,
    api,
    ballots,
    bulletins,
    campaigns,
    deputy_services,
    district,
    duty,
    duty_checks,
    duty_reports,
    evidence,
    exits,
    figures,
    honours,
    kernel,
    learning,
    library,
    links,
    livelihood,
    meetings,
    messages,
    news,
    oversight,
    overview,
    panels,
    people,
    points,
    publicity,
    ratings,
    reports,
    station_inspections,
    station_services,
    station_standards,
    station_work,
    stations,
    suggestions,
    taking_part,
    terms,
    wall,
)

_ROOMS = (
    kernel,
    district,
    figures,
    api,
    overview,
    people,
    activities,
    campaigns,
    learning,
    taking_part,
    links,
    stations,
    station_inspections,
    station_work,
    suggestions,
    bulletins,
    news,
    duty,
    points,
    wall,
    station_services,
    station_standards,
    exits,
    duty_checks,
    duty_reports,
    evidence,
    ratings,
    reports,
    honours,
    deputy_services,
    library,
    livelihood,
    terms,
    messages,
    publicity,
    ballots,
    meetings,
    panels,
    oversight,
)
WHO = {name: who for room in _ROOMS for name, who in room.WHO.items()}

#: The model whose first record stands for the numbers in an address: of one address, else of its namespace.
#: Without a line the number is 1.
RECORD_OF = {name: record for room in _ROOMS for name, record in room.RECORD_OF.items()}

#: What stands in an address that is not the number of a record.
WORDS: dict[str, object] = {
    "year": 2026,
    "quarter": 1,
    "key": "organs",
    "book": "plan",
    "size": "small",
    "sheet": 1,
    "code": "x",
    "which": "suggestions",
    "listed": "categories",
    "kind": "day_of_month",
    "token": "00000000-0000-4000-8000-000000000000",
    "form": "svg",
    "wall": "groups",
    "part": "item",
    "what": "station",
    "fault": "deputies-without-phone",
    "figure": "代表队伍.人大代表",
    "paper": "agenda",
}
