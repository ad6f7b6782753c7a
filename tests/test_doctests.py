"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from summitcli.package import HERE

MODULES = [
    ".".join(["summitcli", *path.relative_to(HERE).with_suffix("").parts]).removesuffix(".__init__")
    for path in sorted(HERE.rglob("*.py"))
    if "\n    >>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    result = doctest.testmod(import_module(name))
    assert (result.failed, result.attempted > 0) == (0, True)


def test_there_are_examples():
    assert len(MODULES) > 5
