"""Functional party branches in groups of deputies (功能型党支部, R020–R023)."""
