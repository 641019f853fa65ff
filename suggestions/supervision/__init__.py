"""Supervision of suggestions: key ones, logs, meetings, gates, the procuratorate, typical cases."""
