"""Questions to a store, and typed answers. Nothing here knows of a command line."""
