"""The district's year report on the work with deputies, under four headings."""
