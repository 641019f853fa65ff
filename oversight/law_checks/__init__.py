"""Inspections of how a law is enforced (执法检查, R125)."""
