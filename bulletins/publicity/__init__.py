"""Publicity: pieces and where they were taken, stories of deputies, the yearly plan, collections, good practices."""
