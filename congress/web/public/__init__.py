"""The home of the public site, and what rooms plug into it."""
