"""``./script/drill``: see there."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from types import FrameType

from tests.faults.disk import MEANS
from tests.faults.drills import DRILLS, SMALL, WHOLE, Outcome
from tests.faults.standing import standing

_LINE = "{:<34}{:>7}{:>14}{:>8}  {}"


def report(outcome: Outcome) -> None:
    """One line of the table, then what was noted and lost."""
    found = f"{len(outcome.losses)} LOST OR WRONG" if outcome.losses else "nothing lost"
    print(_LINE.format(outcome.drill, outcome.tried, outcome.acknowledged, f"{outcome.away:.1f} s", found))
    for note in outcome.notes:
        print(f"    {note}")
    for loss in outcome.losses[:20]:
        print(f"    ! {loss}")
    sys.stdout.flush()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> int:
    """0 when nothing acknowledged was lost, 1 otherwise."""
    names = {drill.__name__: drill for drill in DRILLS}
    parser = argparse.ArgumentParser(
        prog="./script/drill", description="Try the faults a portal must survive."
    )
    parser.add_argument("drills", nargs="*", metavar="DRILL", help=f"only these: {', '.join(names)}")
    parser.add_argument("--small", action="store_true", help="fewer clients and writes, as the test has")
    parser.add_argument(
        "--disk", choices=MEANS, help="how the disk is made full; without it the first that is allowed"
    )
    asked = parser.parse_args()
    if unknown := set(asked.drills) - set(names):
        parser.error(f"there is no drill {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, _interrupt)  # so that nothing is left behind
    began = time.monotonic()
    with standing(asked.disk) as portal:
        print(
            f"A portal of its own with web, worker, beat, PostgreSQL, Redis: {time.monotonic() - began:.0f} s"
        )
        print(_LINE.format("drill", "tried", "acknowledged", "away", "found"))
        outcomes = []
        for name in asked.drills or names:
            outcomes.append(names[name](portal, SMALL if asked.small else WHOLE))
            report(outcomes[-1])
    lost = sum(len(outcome.losses) for outcome in outcomes)
    print(
        f"{'Nothing acknowledged was lost' if not lost else f'{lost} LOST OR WRONG'}; {time.monotonic() - began:.0f} s"
    )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
