"""The JSON Schema of the output: derived from the types, described by ``schema.toml``.

>>> schema = document_schema()
>>> schema["$schema"], schema["$defs"]["Figure"]["properties"]["amount"]["description"]
('https://json-schema.org/draft/2020-12/schema', 'The value in yuan as a decimal string, for money; else null.')
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from docstruct.document import SCHEMA_VERSION, Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMON = "common"


def document_schema() -> dict[str, Any]:
    """The schema of the documents that :meth:`Document.to_json` writes, every field with its meaning and unit."""
    import msgspec

    schema = msgspec.json.schema(Document)
    meanings = descriptions()
    for name, described in schema["$defs"].items():
        first, _, _ = str(described.get("description", "")).partition("\n")
        described["description"] = first
        for field, entry in described.get("properties", {}).items():
            meaning = meanings.get(name, {}).get(field) or meanings[COMMON].get(field)
            if meaning is not None:
                entry["description"] = meaning
    return {
        "$schema": DIALECT,
        "$id": f"urn:docstruct:document:{SCHEMA_VERSION}",
        "title": "docstruct document",
        **schema,
    }


def descriptions() -> dict[str, dict[str, str]]:
    """What the fields mean, by type; ``common`` for those that mean the same everywhere."""
    return tomllib.loads(files("docstruct").joinpath("schema.toml").read_text("utf-8"))
