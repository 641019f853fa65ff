"""A small district with accounts that write; run inside a portal: ``python -m tests.faults.fill CLERKS DEPUTIES``."""

import json
import sys

import django

django.setup()

from congress.accounts.enums import Role  # noqa: E402 - the settings come first
from congress.organs.enums import AreaKind  # noqa: E402
from suggestions import operations  # noqa: E402
from tests import factories as make  # noqa: E402


def fill(clerks: int, deputies: int) -> dict[str, object]:
    """Clerks of the office, deputies of one subdistrict, and a suggestion whose case file can be printed."""
    make.make_area(kind=AreaKind.DISTRICT)
    constituency = make.make_constituency(make.make_area("柳桥街道"))
    offices = [make.make_user(Role.OFFICE, username=f"clerk{n}") for n in range(clerks)]
    users = []
    for number in range(deputies):
        person = make.make_person()
        person.user = make.make_user(Role.DEPUTY, username=f"deputy{number}", name=person.name)
        person.save()
        users.append(person.user)
        lead = make.make_deputyship(person, constituency=constituency)
    words = "菜市场早上六点到九点，周边两条路停满了车，公交车常被堵。" * 20
    facts = {"title": "关于增设停车位的建议", "situation": words, "proposal": words}
    row = operations.draft(actor=users[-1], lead=lead, **facts)  # type: ignore[arg-type]  # plain facts
    operations.submit(suggestion=row, actor=users[-1])
    return {
        "clerks": [user.username for user in offices],
        "deputies": [user.username for user in users],
        "kind": str(make.make_kind().pk),
        "suggestion": row.pk,
        "password": make.PASSWORD,
    }


if __name__ == "__main__":
    print(json.dumps(fill(*map(int, sys.argv[1:]))))
