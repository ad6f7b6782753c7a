"""The made-up record."""

from ..asked import made_up

__all__ = ["made_up"]
