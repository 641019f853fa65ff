"""Whose account is whose: a person of the register and the account by which that person signs in."""
