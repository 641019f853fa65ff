"""Convocations: who is called to what, whether they come, and the activity that it becomes."""
