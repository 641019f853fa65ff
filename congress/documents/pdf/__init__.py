"""HTML to PDF in the style of official documents: Chinese line composition, private fonts, PDF/A-2b."""
