"""Kinds of jobs for the tests; a worker gets them through ``CELERY_IMPORTS=tests.jobs.kinds``."""

import os
import time
from pathlib import Path

from congress.jobs.registry import JobError, JobRun, job_kind


@job_kind("tests.write")
def write(run: JobRun) -> None:
    """Saves a small file."""
    run.progress(50, "写到一半")
    run.save_result("结果 第5期.txt", run.params["text"].encode())


@job_kind("tests.die_once")
def die_once(run: JobRun) -> None:
    """The first attempt notes its process and waits to be killed with a file half written; the next one works."""
    here = Path(run.params["folder"])
    (here / f"attempt-{run.attempt}").write_text(str(os.getpid()))
    if run.attempt == 1:
        half = Path(run.params["media"]) / f"{run._folder}/.{run.job_id}-1.txt.part"
        half.parent.mkdir(parents=True)
        half.write_bytes(b"half")
        run.progress(40, "等着被中断")
        time.sleep(600)
    run.save_result("结果.txt", b"whole")


@job_kind("tests.refuse")
def refuse(run: JobRun) -> None:
    """Fails for a reason the asker can read."""
    raise JobError("第 3 段有一个字，字库里没有：𬱖")


@job_kind("tests.crash")
def crash(run: JobRun) -> None:
    """Fails for a reason nobody foresaw."""
    raise ZeroDivisionError


@job_kind("tests.large")
def large(run: JobRun) -> None:
    """Saves more than a small disk holds."""
    run.save_result("大文件.bin", b"x" * run.params["size"])


@job_kind("tests.long_step")
def long_step(run: JobRun) -> None:
    """Says nothing for longer than a lease."""
    time.sleep(run.params["seconds"])
    run.save_result("结果.txt", b"whole")
