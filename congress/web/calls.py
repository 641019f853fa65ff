"""How Celery calls a task of the portal."""

from typing import Any

from celery import Task

from congress.web import maintenance


class PortalTask(Task):  # type: ignore[type-arg] # generic only in its stubs
    """Left alone during maintenance: whatever it was for is a row in the database, and found again afterwards."""

    works_in_maintenance = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if maintenance.is_on() and not self.works_in_maintenance:
            return None
        return super().__call__(*args, **kwargs)
