"""How fast `summit` is, against the least a program of its kind can take and beside others on the same work."""
