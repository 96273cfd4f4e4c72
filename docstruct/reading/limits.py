"""How much one input may ask for. Above a limit the answer is a clear error, not an exhausted machine."""

from __future__ import annotations

MAX_BYTES = 1 << 30
"""Bytes of one document, on disk or unpacked (1 GiB: a scanned PDF of 2,000 pages at 200 dpi has some 500 MB)."""

MAX_TEXT_BYTES = 64 << 20
"""Bytes of a plain or Markdown text. Structuring takes some 45 bytes of memory for each: 3 GB at the limit."""

MAX_MARKUP_BYTES = 64 << 20
"""Bytes of one HTML page or of the XML of one DOCX; the tree of a page takes some ten times its size in memory."""

MAX_SHEET_BYTES = 256 << 20
"""Bytes of the XML of one sheet, which is read as a stream and never held whole."""

MAX_OFFICE_SECONDS = 120
"""Seconds LibreOffice may take for one document; a text of a thousand pages takes some ten."""

MAX_OFFICE_MEMORY = 8 << 30
"""Bytes of address space LibreOffice may take; it reserves some two gibibytes before it reads anything."""

MAX_PAGE_OBJECTS = 200_000
"""Objects on one page of an OFD; a page of dense tables in which every character is one has some 5,000."""

MAX_MEMBERS = 10_000
"""Files in one zip archive."""

MAX_DIRECTORY = MAX_MEMBERS * 1024
"""Bytes of the directory of a zip archive: an entry is 46 bytes, its name and its remarks."""

MAX_UNPACKED = 2 << 30
"""Bytes that the files of one zip archive may unpack to, all together (2 GiB)."""

MAX_DEPTH = 2
"""Archives inside one another: a zip in a zip is opened, a zip in that one is not."""

MAX_PIXELS = 200_000_000
"""Pixels of one image; an A3 page at 600 dpi has 70 million."""

MAX_CELLS = 2_000_000
"""Cells of one table once its spans are expanded; what a span of ``rowspan="65534"`` may ask for."""

FREE_CELLS, CELLS_OF_ONE = 100_000, 50
"""Cells a table may always have, and those that one stated cell may ask for beyond: a thousand cells that each span all
rows below make a million of 25 kB. Merged cells of real forms take four times their number at most."""

MAX_COLSPAN = 1_000
"""Columns one cell may span, as in the HTML standard (section 4.9.11)."""

CORES_VARIABLE = "DOCSTRUCT_CORES"
"""The environment variable that tells a process how many cores are its own; whoever starts several sets it."""
