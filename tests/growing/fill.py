"""A small district with an issue ready to be printed; run inside a portal: ``python -m tests.growing.fill``."""

import json

from tests.faults.fill import fill  # sets the portal up

from bulletins.models import Series  # isort: skip
from bulletins.operations import steps  # isort: skip
from bulletins.operations.opening import open_issue  # isort: skip
from congress.accounts.enums import Role  # isort: skip
from congress.accounts.models import User  # isort: skip
from tests import factories as make  # isort: skip


def main() -> None:
    """Print what was made, as JSON."""
    filled = fill(2, 3)
    clerk = User.objects.get(username="clerk0")
    make.make_activity(headline="孙维民率队调研")
    series = Series.objects.create(
        slug="renda-xinxi", name="人大信息", office="区人大常委会办公室", editor="周敏", phone="0550-1234567"
    )
    issue = open_issue(series=series, year=2026, number=5, actor=clerk)
    steps.submit(issue=issue, actor=clerk)
    steps.approve(issue=issue, actor=make.make_user(Role.LEADER))
    print(json.dumps({**filled, "issue": issue.pk}))


if __name__ == "__main__":
    main()
