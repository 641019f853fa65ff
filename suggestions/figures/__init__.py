"""Figures of suggestions: one source of counts and rates, each with the list of exactly its records.

``measuring`` counts in SQL, ``dimensions`` says how a table is split, ``views`` shows pages, ``scores``, ``notices``
and ``report`` make what follows from them. What counts is in :mod:`suggestions.queries.conditions`.
"""
