"""The one description of every record and answer: types, meanings, vocabularies.

JSON Schema, `summit fields`, the order of keys and the columns of lists and exports are all derived from it.
Nothing here imports pydantic, so that every command may read it.
"""
