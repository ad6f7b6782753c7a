# Commands of the project; `just` lists them. Each works without just, too.

default:
    @just --list

# Create the environment
setup:
    python3 -m venv .venv && .venv/bin/pip install -q uv && .venv/bin/uv sync -q --locked --all-extras

# Write the lock anew, with the newest releases that pyproject.toml allows (`just lock -P NAME`: of NAME alone)
lock *arguments='--upgrade':
    .venv/bin/uv lock {{arguments}}

# Ask the Python advisory database about every package of the lock
audit:
    .venv/bin/uv export -q --locked --all-extras --no-emit-project -o requirements-audit.txt
    .venv/bin/uvx pip-audit --disable-pip --require-hashes -r requirements-audit.txt; rm requirements-audit.txt

# Run the tests, except those that need programs of Debian and npm
test *arguments:
    .venv/bin/pytest -n auto -m "not system" {{arguments}}

lint:
    .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/deptry src

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
    .venv/bin/python scripts/write_assistants.py

# What CI runs
ci:
    .ci/run

# Measure everything, ten minutes; `just bench --quick` prints less of it
bench *arguments:
    .venv/bin/python -m benchmarks {{arguments}}
    .venv/bin/python scripts/write_docs.py
