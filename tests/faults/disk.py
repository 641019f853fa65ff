"""A small disk for the media folder of a portal, which can be made full and free again.

Which means there are depends on who asks: root mounts a small disk; others may do so in a user namespace, which the
portal's processes then enter; where neither is allowed its processes may write no file beyond a size.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from tests.house import House, Program

Means = Literal["mount", "namespace", "limit"]
MEANS: tuple[Means, ...] = ("mount", "namespace", "limit")
SIZE = "32m"
#: Bytes; less than any photograph the portal keeps.
LIMIT = 512
_BALLAST = ".ballast.part"


@dataclass
class SmallDisk:
    """Where the media folder lies."""

    house: House
    means: Means

    @property
    def described(self) -> str:
        """For the report."""
        return {
            "mount": f"a tmpfs of {SIZE} mounted on the folder",
            "namespace": f"a tmpfs of {SIZE} in a user namespace",
            "limit": f"no file beyond {LIMIT} bytes for web and worker",
        }[self.means]

    def fill(self, *programs: Program) -> None:
        """From now on ``programs`` cannot write another file there."""
        if self.means == "limit":
            self._limit(programs, str(LIMIT))
            return
        ballast = f"of={self.house.media / _BALLAST}"
        subprocess.run(
            [*self.house.inside, "dd", "if=/dev/zero", ballast, "bs=64k"],
            check=False,
            stderr=subprocess.DEVNULL,
        )
        # What is left of the last 64 kB.
        rest = [*self.house.inside, "dd", "if=/dev/zero", ballast, "bs=1k", "oflag=append", "conv=notrunc"]
        subprocess.run(rest, check=False, stderr=subprocess.DEVNULL)

    def free(self, *programs: Program) -> None:
        """There is room again."""
        if self.means == "limit":
            self._limit(programs, "unlimited")
        else:
            subprocess.run([*self.house.inside, "rm", str(self.house.media / _BALLAST)], check=True)

    @staticmethod
    def _limit(programs: tuple[Program, ...], size: str) -> None:
        for program in programs:
            for process in [program.pid, *program.children]:
                subprocess.run(["prlimit", "--pid", str(process), f"--fsize={size}:"], check=True)

    @classmethod
    @contextmanager
    def on(cls, house: House, means: Means | None = None) -> Iterator[SmallDisk]:
        """The first of the means that is allowed, or the one asked for, until the block ends."""
        media = str(house.media)
        mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", media]
        if means in {None, "mount"} and not subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
            try:
                yield cls(house, "mount")
            finally:
                subprocess.run(["umount", "--lazy", media], check=True)
            return
        if means in {None, "namespace"}:
            held = subprocess.Popen(
                [
                    "unshare",
                    "--user",
                    "--map-root-user",
                    "--mount",
                    "sh",
                    "-c",
                    '"$@" && echo ready && cat',
                    "-",
                    *mount,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            assert held.stdout is not None
            try:
                if held.stdout.readline():
                    house.inside = [
                        "nsenter",
                        "--target",
                        str(held.pid),
                        "--user",
                        "--mount",
                        "--preserve-credentials",
                    ]
                    yield cls(house, "namespace")
                    return
            finally:
                held.communicate()
        yield cls(house, "limit")
