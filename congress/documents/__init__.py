"""Documents: HTML to PDF, DOCX and XLSX out; spreadsheets in."""
