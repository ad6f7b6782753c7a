# Commands of the project; `just` lists them. Each works without just, too.

default:
    @just --list

# Create the environment
setup:
    python3 -m venv .venv && .venv/bin/pip install -q --require-hashes -r requirements-dev.txt
    .venv/bin/pip install -q --no-deps --no-build-isolation -e .

lock_options := "pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: --emit-build-options --custom-compile-command 'just lock' -q"

# Write the locks anew, with the newest releases that pyproject.toml allows (`just lock -P NAME`: of NAME alone)
lock *arguments='--upgrade':
    .venv/bin/uv pip compile {{lock_options}} --extra dev {{arguments}} -o requirements-dev.txt
    .venv/bin/uv pip compile {{lock_options}} --constraint requirements-dev.txt --upgrade -o requirements.txt

# Ask the Python advisory database about every package of the lock
audit:
    .venv/bin/uvx pip-audit --disable-pip --require-hashes -r requirements-dev.txt

test *arguments:
    .venv/bin/pytest -n auto {{arguments}}

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
