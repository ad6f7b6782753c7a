# Commands of the project; `just` lists them. Each works without just, too.

default:
    @just --list

# Create the environment
setup:
    python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

test *arguments:
    .venv/bin/pytest -n auto {{arguments}}

lint:
    .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

# Format code and data
format:
    .venv/bin/ruff format . && .venv/bin/python scripts/format_data.py data/*.json

# Check the record
validate:
    .venv/bin/summit validate

# Write the generated parts of docs/, and the man page
docs:
    .venv/bin/python scripts/write_man.py
    .venv/bin/python scripts/write_docs.py

# What CI runs
ci:
    .ci/run

# Measure everything, ten minutes; `just bench --quick` prints less of it
bench *arguments:
    .venv/bin/python -m benchmarks {{arguments}}
    .venv/bin/python scripts/write_docs.py
