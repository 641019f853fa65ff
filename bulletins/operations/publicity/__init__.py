"""What is done in publicity, by subject."""
