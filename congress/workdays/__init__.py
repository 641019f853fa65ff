"""Workdays: Chinese working days with make-up days, and deadlines that show how they were counted."""
