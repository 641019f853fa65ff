"""A process of a portal that stays and runs pieces of Python, for starting one takes seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Reads a piece of Python with its arguments from each line, and answers with what it printed or what went wrong.
STAYS = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    code, arguments = json.loads(line)
    sys.argv, said, wrong = ["", *arguments], io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(code, "<a test>", "exec"), {"__name__": "__main__"})
    except BaseException:
        wrong = traceback.format_exc()
    connections.close_all()
    print(json.dumps([said.getvalue(), wrong]), flush=True)
"""


class Inside:
    """Does what it is told, as a web process would, with the settings it was started with."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.process = subprocess.Popen(
            [sys.executable, "-c", STAYS],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, code: str, *arguments: str) -> str:
        """What the code printed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([code, arguments]) + "\n")
        self.process.stdin.flush()
        said, wrong = json.loads(self.process.stdout.readline())
        assert not wrong, wrong
        return str(said)

    def end(self) -> None:
        """Let it go."""
        self.process.communicate()
