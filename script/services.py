#!/usr/bin/env python3
"""A throw-away PostgreSQL and Redis around one command.

    python script/services.py -- COMMAND...

Starts both on free loopback ports with their data in a temporary folder, runs the command with
``SERVICES_DATABASE_URL`` and ``SERVICES_REDIS_URL`` set, stops both and removes the folder, also when the
command fails or this script is killed. Standard library only.

PostgreSQL refuses to run as root; as root it runs as the system user of Debian's package.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

START_SECONDS = 60


class ServiceError(Exception):
    """A service is not installed or did not start."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.02)
    raise ServiceError(f"{log.stem} did not start:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def running(
    command: list[str], port: int, log: Path, stop_with: signal.Signals, drop: list[str]
) -> Iterator[None]:
    """The server process, until the block ends.

    In a session of its own, so that a Ctrl-C in the terminal reaches the tests first; the kernel stops it should
    this script be killed (a wish that a change of user clears, so `drop` comes before it).
    """
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 - fixed commands
            [*drop, "setpriv", "--pdeathsig", stop_with.name.removeprefix("SIG"), *command],
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd="/",
            start_new_session=True,
        )
    try:
        wait_for_port(process, port, log)
        yield
    finally:
        process.send_signal(stop_with)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def new_cluster(folder: Path) -> tuple[Path, list[str]]:
    """Make an empty PostgreSQL in ``folder/data``: where its programs are, and what to put before a command of them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not found:
        raise ServiceError("PostgreSQL is not installed: sudo apt-get install postgresql")
    programs = found[-1].parent
    folder.mkdir()
    drop: list[str] = []
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        drop = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    initdb = [
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "portal",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    subprocess.run(  # noqa: S603 - fixed command
        [*drop, *initdb, "--locale=C.UTF-8", "--no-sync"], check=True, cwd="/", stdout=subprocess.DEVNULL
    )
    return programs, drop


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Address of a fresh PostgreSQL."""
    programs, drop = new_cluster(folder)
    port = free_port()
    fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    # Statistics of the few rows of one test would mislead the plans of the next, which may write thousands.
    fast += ["autovacuum=off"]
    # As docker-compose.yml has it: a page found by an index costs about what one read in a row does.
    fast += ["random_page_cost=1.1"]
    fast += ["listen_addresses=127.0.0.1", "max_connections=300"]
    server = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder)]
    server += [part for setting in fast for part in ("-c", setting)]
    with running(server, port, folder.parent / "postgresql.log", signal.SIGINT, drop):
        client = ["-h", "127.0.0.1", "-p", str(port), "-U", "portal"]
        ready = [str(programs / "pg_isready"), *client, "-q"]
        deadline = time.monotonic() + START_SECONDS
        while subprocess.run(ready).returncode and time.monotonic() < deadline:  # noqa: S603 - fixed command
            time.sleep(0.05)
        subprocess.run([str(programs / "createdb"), *client, "portal"], check=True)  # noqa: S603 - fixed command
        yield f"postgres://portal@127.0.0.1:{port}/portal"


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Address of a fresh Redis."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        raise ServiceError("Redis is not installed: sudo apt-get install redis-server")
    folder.mkdir()
    port = free_port()
    server = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with running(server, port, folder.parent / "redis.log", signal.SIGTERM, []):
        yield f"redis://127.0.0.1:{port}/0"


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    """Exit code of the command, 70 when a service did not start, 130 when interrupted."""
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    folder = Path(tempfile.mkdtemp(prefix="portal-services-"))
    folder.chmod(0o755)  # the user that PostgreSQL runs as has to pass through
    child: subprocess.Popen[bytes] | None = None
    try:
        with postgres(folder / "postgresql") as database, redis(folder / "redis") as broker:
            environment = {**os.environ, "SERVICES_DATABASE_URL": database, "SERVICES_REDIS_URL": broker}
            child = subprocess.Popen(arguments[1:], env=environment)  # noqa: S603 - the caller's own command
            return child.wait()
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 70
    except KeyboardInterrupt:
        if child and child.poll() is None:
            child.terminate()
            child.wait(20)
        return 130
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
