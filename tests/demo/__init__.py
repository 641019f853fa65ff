"""The demo district: a package, so that what is loaded for it goes away with it."""
