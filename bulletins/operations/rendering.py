"""Setting the pages of an issue: asked for here, done by a worker, found again by what it was set from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bulletins.models import Issue
from bulletins.printing import fingerprint, print_issue
from congress.accounts.models import User
from congress.jobs import operations as jobs
from congress.jobs.models import Job, JobState

KIND = "bulletins.render_issue"


def subject_of(issue: Issue) -> str:
    """How jobs about this issue are found."""
    return f"{issue._meta.label}:{issue.pk}"


@dataclass(frozen=True)
class Rendering:
    """The newest finished pages of an issue. ``is_current`` says whether they show its present content."""

    issue: Issue
    job: Job

    @cached_property
    def is_current(self) -> bool:
        """Whether nothing printed has changed since."""
        return bool(self.job.data.get("fingerprint") == fingerprint(print_issue(self.issue)))

    @property
    def sheets(self) -> int:
        """Sides of paper, cover included."""
        return int(self.job.data.get("sheets", 0))

    @property
    def entry_pages(self) -> dict[str, int]:
        """Printed page on which each entry begins, by key (see :mod:`bulletins.printing`)."""
        pages: dict[str, int] = self.job.data.get("entry_pages", {})
        return pages

    @property
    def article_pages(self) -> dict[str, int]:
        """Printed page on which each article begins, by key."""
        pages: dict[str, int] = self.job.data.get("article_pages", {})
        return pages

    @property
    def warnings(self) -> list[str]:
        """What the printer should know, such as a missing font."""
        warnings: list[str] = self.job.data.get("warnings", [])
        return warnings

    def pdf_bytes(self) -> bytes:
        """The pages."""
        with self.job.result.open("rb") as file:
            return bytes(file.read())

    def docx_bytes(self) -> bytes:
        """The same content for Word and WPS, with the page numbers of these pages."""
        from bulletins.press.docx import issue_docx  # noqa: PLC0415 - python-docx is large, and few pages need it

        return issue_docx(print_issue(self.issue), self.job.data["anchors"])


def latest(issue: Issue) -> Rendering | None:
    """The newest finished pages, whether or not the content has changed since."""
    job = Job.objects.filter(subject=subject_of(issue), kind=KIND, state=JobState.DONE).first()
    return Rendering(issue, job) if job else None


def under_way(issue: Issue) -> Job | None:
    """The newest job about this issue, if it has not ended well."""
    job = Job.objects.filter(subject=subject_of(issue), kind=KIND).first()
    return job if job and job.state != JobState.DONE else None


def render(*, issue: Issue, actor: User | None) -> Job:
    """Ask for the pages. A job that is still waiting in the queue will see the newest content anyway."""
    waiting = Job.objects.filter(subject=subject_of(issue), kind=KIND, state=JobState.QUEUED).first()
    if waiting:
        return waiting
    return jobs.start(
        kind=KIND,
        title=f"排版{issue}",
        actor=actor,
        params={"issue": issue.pk},
        subject=subject_of(issue),
    )
