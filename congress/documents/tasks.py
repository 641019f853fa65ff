"""Long work of imports, and what is done about them at night."""

from celery import shared_task
from django.urls import reverse

from congress.access.exceptions import Conflict
from congress.documents import operations
from congress.documents.imports import spec_of
from congress.documents.models import ImportRun, ImportState
from congress.jobs.registry import JobError, JobRun, job_kind

JOB_KIND = "documents.import"


@shared_task(name="congress.documents.tasks.clear_unfinished_imports")
def clear_unfinished_imports() -> None:
    """Every night: files of imports that nobody finished."""
    operations.clear_unfinished()


@job_kind(JOB_KIND)
def import_write(run: JobRun) -> None:
    """Write an import; one that an earlier attempt has written is done."""
    upload = ImportRun.objects.filter(pk=run.params["run"]).first()
    spec = spec_of(upload.spec_key) if upload else None
    if upload is None or spec is None or run.actor is None:
        raise JobError("这次导入已经不在了，请重新上传")
    if not run.actor.has_role(*spec.roles):
        raise JobError("您现在的岗位不能导入，没有写入")
    run.set_data({"url": reverse("documents:import_done", args=[spec.key, upload.pk])})
    if upload.state == ImportState.WRITTEN:
        return
    run.progress(10, "正在写入，写完之前名册不会有任何改动")
    try:
        operations.write(run=upload, spec=spec, actor=run.actor)
    except (Conflict, FileNotFoundError) as error:
        reason = str(error) if isinstance(error, Conflict) else "上传的文件已经清理"
        raise JobError(f"没有写入：{reason}。请回到核对页面") from error
