"""The pages of publicity, by subject."""
