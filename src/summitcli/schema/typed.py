"""`TypedDict` as pydantic takes it: before Python 3.12 from `typing_extensions`, whose import takes a while."""

import sys

if sys.version_info >= (3, 12):
    from typing import TypedDict, is_typeddict
else:
    from typing_extensions import TypedDict, is_typeddict

__all__ = ["TypedDict", "is_typeddict"]
