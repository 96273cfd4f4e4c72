"""The JSON Schema says what every field means, and documents follow it."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from pathlib import Path

import jsonschema
import pytest

from docstruct import document, structure
from docstruct.schema import COMMON, descriptions, document_schema

SAMPLE = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))[0]


def test_every_field_is_described() -> None:
    undescribed = [
        f"{name}.{field}"
        for name, described in document_schema()["$defs"].items()
        for field, entry in described["properties"].items()
        if not entry.get("description")
    ]
    assert undescribed == []


def test_nothing_is_described_that_is_not_there() -> None:
    known = {
        name: {field.name for field in fields(value)}
        for name, value in vars(document).items()
        if isinstance(value, type) and is_dataclass(value)
    }
    described = descriptions()
    everywhere = set().union(*known.values())

    assert set(described[COMMON]) - everywhere == set()
    for name, of_type in described.items():
        if name != COMMON:
            assert set(of_type) - known[name] == set(), name


def test_documents_follow_the_schema() -> None:
    schema = document_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    said = json.loads(structure(SAMPLE).to_json())
    validator.validate(said)
    said["figures"][0]["measure"] = "guess"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(said)
