"""The issues, each taken through the same steps as in the office: opened, arranged, signed, issued, delivered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from bulletins.demo.moments import notices_of
from bulletins.enums import IssueState
from bulletins.models import Contribution, Entry, Issue, Reading, Series
from bulletins.operations import arranging, contributing, distributing, opening, rendering, steps
from bulletins.operations.articles import BlockData, save_article
from congress.accounts.models import User
from congress.jobs import operations as jobs
from congress.jobs.models import Job
from congress.web.demo import at, backdate, read_table
from congress.workdays.calendar import add_working_days

YEAR = 2026
_EDITOR, _CLERK, _SIGNER = "office2", "office", "leader"
#: Who opens an issue, in the order they do so; later issues have had fewer readers so far.
_READERS = ("leader", "committee", "deputywork", "deputy", "town", "town2", "groupleader", "unit", "station")
#: The last working day of the demo: one issue is sent in, the next one opened before its month ends.
_AT_WORK_ON = date(YEAR, 11, 20)


def load_issues() -> None:
    """Make the issues that are not there yet."""
    users = {user.username: user for user in User.objects.all()}
    for row in read_table(__file__, "issues.json"):
        series = Series.objects.get(slug=row["series"])
        if not Issue.objects.filter(series=series, year=YEAR, number=row["number"]).exists():
            _IssueMaker(row, series, users).make()


class _IssueMaker:
    """Takes one issue as far as its row says."""

    def __init__(self, row: dict[str, Any], series: Series, users: dict[str, User]) -> None:
        self.row, self.users = row, users
        self.editor = users[_EDITOR]
        period = tuple(date.fromisoformat(day) for day in row.get("period", []))
        issued_on = row.get("issued_on")
        self.issue = opening.open_issue(
            series=series,
            year=YEAR,
            number=row["number"],
            total_number=row["total"],
            period=(period[0], period[1]) if period else None,
            issued_on=date.fromisoformat(issued_on) if issued_on else None,
            actor=self.editor,
        )

    def make(self) -> None:
        """Fill it, then walk its steps."""
        self._adopt()
        self._arrange()
        self._write_article()
        until = self.row["until"]
        if until != IssueState.DRAFT:
            with notices_of(self.times["submit"], read=until == IssueState.ISSUED):
                steps.submit(issue=self.issue, actor=self.editor)
        if until == IssueState.ISSUED:
            with notices_of(self.times["approve"], read=True):
                steps.approve(issue=self.issue, actor=self.users[_SIGNER])
                self._set_pages()
            with notices_of(self.times["publish"], read=True):
                steps.publish(issue=self.issue, actor=self.users[_CLERK])
            self._deliver()
        else:
            rendering.render(issue=self.issue, actor=None)
            self._set_pages()
        if "correction" in self.row:
            with notices_of(self.times["correct"], read=True):
                steps.correct(issue=self.issue, text=self.row["correction"], actor=self.users[_CLERK])
        self._backdate()

    def _adopt(self) -> None:
        for title in self.row.get("adopt", []):
            piece = Contribution.objects.get(title=title)
            adopted_at = piece.submitted_at + timedelta(hours=7)
            with notices_of(adopted_at, read=True):
                contributing.adopt(
                    contribution=piece, issue=self.issue, heading=title, text=piece.text, actor=self.editor
                )
            backdate(piece, decided_at=adopted_at)

    def _entries(self, headlines: list[str]) -> list[Entry]:
        found = list(self.issue.entries.filter(heading__text__in=headlines))
        if len(found) < len(headlines):
            raise ValueError(f"{self.issue}: not every one of {headlines} is there")
        return found

    def _arrange(self) -> None:
        for change in self.row.get("edit", []):
            (entry,) = self._entries([change["headline"]])
            arranging.edit_entry(
                issue=self.issue,
                entry_id=entry.pk,
                heading=change["headline"],
                text=entry.text.replace(change["from"], change["to"]),
                actor=self.editor,
            )
        for out in self.row.get("leave_out", []):
            (entry,) = self._entries([out["headline"]])
            arranging.leave_out(issue=self.issue, entry_id=entry.pk, reason=out["reason"], actor=self.editor)
        for merge in self.row.get("merge", []):
            keys = [entry.pk for entry in self._entries(merge["headlines"])]
            arranging.merge_headings(
                issue=self.issue, entry_ids=keys, heading=merge["heading"], actor=self.editor
            )

    def _write_article(self) -> None:
        if "article" not in self.row:
            return
        article = read_table(__file__, f"articles/{self.row['article']}.json")
        save_article(
            issue=self.issue,
            title=article["title"],
            blocks=[BlockData(**block) for block in article["blocks"]],
            contributor_organ=article.get("organ", ""),
            contributor_person=article.get("person", ""),
            actor=self.editor,
        )

    def _set_pages(self) -> None:
        """What a worker does with the job that was asked for, here and now."""
        from bulletins.tasks import render  # noqa: PLC0415 - loads the press, which a web process never needs

        job = rendering.under_way(self.issue)
        run = jobs.claim(job_id=job.pk) if job else None
        if run is None:
            raise RuntimeError(f"{self.issue}: nobody asked for its pages")
        render(run)
        jobs.finish(run=run)

    def _deliver(self) -> None:
        self.issue.refresh_from_db()
        for recipient in list(self.issue.recipients.all())[: self.row["delivered"]]:
            distributing.record_delivery(
                recipient=recipient,
                delivered_on=add_working_days(self.issue.issued_on, 1),
                copies=12 if recipient.collective else 1,
                received_by="",
                actor=self.users[_CLERK],
            )
        readers = len(_READERS) - max(0, self.issue.number - 4) // 2
        for username in _READERS[:readers]:
            distributing.record_reading(issue=self.issue, user=self.users[username])

    @cached_property
    def times(self) -> dict[str, datetime]:
        """When each step was made: opened and sent in after the period, signed and issued on its date."""
        issue, until = self.issue, self.row["until"]
        opened_on = min(add_working_days(issue.period_end, 1), issue.issued_on)
        if until == IssueState.DRAFT:
            opened_on = _AT_WORK_ON
        submitted_on = _AT_WORK_ON if until == IssueState.REVIEW else opened_on
        return {
            "open_issue": at(opened_on, 8, 40),
            "submit": at(submitted_on, 11, 30),
            "approve": at(issue.issued_on, 15, 10),
            "publish": at(issue.issued_on, 16, 20),
            "correct": at(add_working_days(issue.issued_on, 3), 9, 30),
        }

    def _backdate(self) -> None:
        issue, times = Issue.objects.get(pk=self.issue.pk), self.times
        backdate(issue, created_at=times["open_issue"])
        for event in issue.events.all():
            backdate(event, at=times.get(event.step, times["open_issue"]))
        if issue.published_at:
            backdate(issue, published_at=times["publish"])
        for correction in issue.corrections.all():
            backdate(correction, at=times["correct"])
        for number, reading in enumerate(Reading.objects.filter(issue=issue).order_by("pk")):
            opened = at(add_working_days(issue.issued_on, 1 + number // 3), 9 + number % 3, 7 * number)
            backdate(reading, first_at=opened, last_at=opened)
        for job in Job.objects.filter(subject=rendering.subject_of(issue)):
            asked_at = times["approve"]
            backdate(
                job, created_at=asked_at, started_at=asked_at, finished_at=asked_at + timedelta(seconds=3)
            )
