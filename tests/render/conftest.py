"""The made-up records."""

from ..asked import hostile, made_up

__all__ = ["hostile", "made_up"]
