#!/usr/bin/env python3
"""A small HTTP service: a file is sent, its document comes back as JSON.

    pip install starlette uvicorn
    uvicorn examples.service:app
    curl --data-binary @disclosure.pdf 'http://127.0.0.1:8000/structure?name=disclosure.pdf'

One pipeline for all requests (it is safe to share), each in a thread of its own; what is too large is refused before
it is held in memory.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from docstruct import Pipeline
from docstruct.errors import ReadError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES = 50 << 20
pipeline = Pipeline()


async def structure(request: Request) -> Response:
    """The document of a file; 413 for one that is too large, 422 for one that cannot be read."""
    name = PurePath(request.query_params.get("name", "document")).name or "document"
    with tempfile.TemporaryDirectory() as folder:
        path, size = Path(folder) / name, 0
        with path.open("wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > MOST_BYTES:
                    return JSONResponse({"code": "too_large", "reason": f"more than {MOST_BYTES} bytes"}, 413)
                file.write(piece)
        try:
            document = await asyncio.to_thread(pipeline.structure, path)
        except ReadError as error:
            return JSONResponse({"code": error.code, "reason": error.reason}, 422)
    return Response(document.to_json(), media_type="application/json")


app = Starlette(routes=[Route("/structure", structure, methods=["POST"])])
