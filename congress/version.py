"""The version of the portal, as the changelog counts; ``pyproject.toml`` says the same."""

VERSION = "0.1.0"
