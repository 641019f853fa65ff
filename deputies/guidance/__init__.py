"""The log of guidance to towns, and which towns had none in a half-year (R297)."""
