"""What must hold in a portal after any fault; run inside it: ``python -m tests.faults.looking``.

Looks once for each line it reads, and writes what it found as a line of JSON: starting takes longer than looking.

``losses`` are what somebody would miss, one sentence each; ``leftovers`` are whole files that no row names, which a
process killed between file and row leaves behind; ``files`` and ``tables`` are digests of everything.
"""

import hashlib
import json
import sys
from collections.abc import Iterator

import django

django.setup()

from django.apps import apps  # noqa: E402 - the settings come first
from django.db import connection  # noqa: E402
from django.db.models import Count, FileField, Q  # noqa: E402

from activities.models import Activity  # noqa: E402
from congress.audit.models import AuditEvent  # noqa: E402
from congress.audit.queries import verify  # noqa: E402
from congress.jobs.models import Job, JobState  # noqa: E402
from congress.notices.models import Notice  # noqa: E402
from congress.web.storage import media  # noqa: E402
from suggestions.enums import State  # noqa: E402
from suggestions.models import Suggestion  # noqa: E402


def _named() -> Iterator[tuple[str, str]]:
    """Every row's file: the row, the name."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                rows = model._default_manager.exclude(**{field.name: ""}).values_list("pk", field.name)
                for pk, name in rows:
                    yield f"{model._meta.label}:{pk}", name


def _audited(verb: str) -> dict[str, int]:
    """How many events with this verb each record has, by its key."""
    rows = AuditEvent.objects.filter(verb=verb).values_list("object_id").annotate(Count("pk"))
    return dict(rows.order_by())


def _halves() -> Iterator[str]:
    """Records that lack a part which is written in the same transaction."""
    logged = _audited("activities:record_activity")
    for pk in Activity.objects.values_list("pk", flat=True):
        if logged.get(str(pk)) != 1:
            yield f"activity {pk} has {logged.get(str(pk), 0)} audit events of its logging"
    drafted = _audited("suggestions:draft")
    submitted = Count("steps", filter=Q(steps__verb="submit"), distinct=True)
    rows = Suggestion.objects.annotate(taken=submitted, kept=Count("submissions", distinct=True))
    for pk, state, receipt, taken, kept in rows.values_list("pk", "state", "receipt", "taken", "kept"):
        if drafted.get(str(pk)) != 1:
            yield f"suggestion {pk} has {drafted.get(str(pk), 0)} audit events of its draft"
        wanted = int(state == State.SUBMITTED)
        if (taken, kept, bool(receipt)) != (wanted, wanted, bool(wanted)):
            yield f"suggestion {pk}, {state}: {taken} steps, {kept} submissions, receipt {receipt!r}"


def _jobs() -> Iterator[str]:
    """Jobs that did not end, or ended and did not say so once."""
    for job in Job.objects.order_by("pk"):
        if job.state not in {JobState.DONE, JobState.FAILED}:
            yield f"job {job.pk} is still {job.state}"
        elif job.state == JobState.DONE and job.asked_by_id:
            told = Notice.objects.filter(
                user=job.asked_by_id, url=f"/jobs/{job.pk}/", title__endswith="已做好"
            ).count()
            if told != 1:
                yield f"job {job.pk} was done once and told of {told} times"


def look() -> dict[str, object]:
    """Everything, see the top."""
    losses: list[str] = []
    verdict = verify()
    if verdict.broken:
        losses.append(f"the audit chain breaks at {verdict.broken.seq}: {verdict.broken.reason}")
    files = {}
    for name in media().names():
        with media().open(name) as file:
            files[name] = hashlib.sha256(file.read()).hexdigest()
    named = {name: row for row, name in _named()}
    losses += [
        f"{row} names a file that is not there: {name}" for name, row in named.items() if name not in files
    ]
    losses += [*_halves(), *_jobs()]
    with connection.cursor() as cursor:
        tables = {}
        for table in connection.introspection.table_names(cursor):
            rows = f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t'  # noqa: S608
            cursor.execute(rows)
            tables[table] = list(cursor.fetchone())
    leftovers = sorted(set(files) - set(named))
    return {
        "losses": losses,
        "leftovers": leftovers,
        "files": files,
        "tables": tables,
        "events": verdict.count,
    }


if __name__ == "__main__":
    for _line in sys.stdin:
        print(json.dumps(look()), flush=True)
        connection.close()  # the next fault may be the database's
