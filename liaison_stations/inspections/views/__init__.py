"""Views of inspections, meetings and problems."""
