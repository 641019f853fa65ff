"""Search: literal Chinese search over what the apps plug in."""
