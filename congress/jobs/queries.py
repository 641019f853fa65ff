"""What happened to a job, for its page."""

from __future__ import annotations

from congress.audit.models import AuditEvent
from congress.jobs.models import Job, JobState
from congress.web.parts import Happening


def happenings(job: Job) -> list[Happening]:
    """Asked for, done again, cancelled (from the audit trail), begun and ended, newest first (1 query)."""
    events = AuditEvent.objects.filter(object_type=Job._meta.label, object_id=str(job.pk)).order_by("-seq")
    found = [Happening(event.verb_label, event.actor_name, event.at) for event in events]
    if job.started_at:
        found.append(Happening(f"第 {job.attempt} 次开始做", "", job.started_at))
    if job.finished_at:
        found.append(Happening(JobState(job.state).label, job.message, job.finished_at))
    moments = {id(one): one.at for one in found}
    return sorted(found, key=lambda one: str(moments[id(one)]), reverse=True)
