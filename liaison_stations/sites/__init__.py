"""The register of stations and points: what they are, who runs them, which deputies belong to them, what they cover."""
