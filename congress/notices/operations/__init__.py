"""What can happen to the notices of one person; messages of the office are in ``messages`` beside it."""

from congress.notices.operations.own import read, read_all, send

__all__ = ["read", "read_all", "send"]
