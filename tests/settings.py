"""The portal's settings with everything it writes in a folder that goes away with the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ["PORTAL_MODE"] = "test"
# Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if not _worker:
    _base = tempfile.mkdtemp(prefix="portal-tests-")
    os.environ["PORTAL_TEST_DATA"] = _base
    atexit.register(shutil.rmtree, _base, ignore_errors=True)
# Workers side by side must not see each other's files and messages.
os.environ["PORTAL_DATA"] = str(Path(os.environ["PORTAL_TEST_DATA"]) / (_worker or "main"))
if _worker and os.environ.get("REDIS_URL"):
    os.environ["REDIS_URL"] = (
        f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{int(_worker.removeprefix('gw')) + 1}"
    )

from congress.settings import *  # noqa: E402 - reads the variables set above
