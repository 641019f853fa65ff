"""The printed page of a bulletin: from plain data to PDF and DOCX. Knows nothing of the database."""
