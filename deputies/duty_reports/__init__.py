"""Duty reports (述职): the year's plan, the report and how it was rated, who still owes one."""
