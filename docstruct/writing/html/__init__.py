"""html: a page to look at for every document, and an index over all documents of a run.

A page is one file with everything in it (styles, script, pictures of pages); it asks the network for nothing and
opens from disk. Its markup is in ``templates/``, its styles and scripts in ``assets/``; this package only gathers
what they show:

* :mod:`~docstruct.writing.html.marks` cuts overlapping marks into segments;
* :mod:`~docstruct.writing.html.body` lays the text out as headings, paragraphs and tables;
* :mod:`~docstruct.writing.html.page` and :mod:`~docstruct.writing.html.index` gather one page each;
* :mod:`~docstruct.writing.html.images` draws the pages of PDFs and scans;
* :mod:`~docstruct.writing.html.rendering` fills the templates: everything escaped, controls spelled out, and a
  Content-Security-Policy that lets no script run but our own.
"""

from __future__ import annotations

from docstruct.writing.html.index import IndexWriter
from docstruct.writing.html.writer import PageWriter

__all__ = ["IndexWriter", "PageWriter"]
