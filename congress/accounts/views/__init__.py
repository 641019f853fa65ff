"""Pages about accounts: signing in, one's own account, and the administrator's."""
