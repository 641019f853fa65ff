"""The register of what deputies did (履职登记): it arrives by itself, is confirmed, and scores."""
