"""Notices: messages to people and who has read them."""
