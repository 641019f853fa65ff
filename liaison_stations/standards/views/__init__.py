"""The pages of standards, checks, stars and works."""
