"""What the web server has read before it forks: every page, so that no first request waits for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_READ = """
import gc, sys
import congress.wsgi
print("oversight.appraisals.views" in sys.modules, gc.isenabled(), gc.get_freeze_count() > 100_000)
print("pypdfium2" in sys.modules, "weasyprint" in sys.modules)
"""


def test_pages_are_there_before_the_fork_and_no_search_for_garbage_goes_through_them() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _READ], cwd=ROOT, check=True, capture_output=True, text=True
    )
    pages, printing = found.stdout.splitlines()
    assert pages == "True True True"
    assert printing == "False False", "read by the few processes that set or show pages"
