"""Accounts: users, their roles over time, sign-in, lock-out and second factor."""
