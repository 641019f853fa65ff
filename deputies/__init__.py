"""Deputies: people, their posts and deputyships."""
