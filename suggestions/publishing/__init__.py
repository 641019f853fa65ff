"""Suggestions and replies shown to everybody, with personal data removed and the original kept (代表法第51条)."""
