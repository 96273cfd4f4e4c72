"""Many documents: a run over files and folders, on this machine or on a cluster.

==============  =======================================================================================
``options``     what a run is asked for: formats, hints, lexicons, limits
``structuring`` one input from bytes to files; every engine runs this same function
``worker``      a process that holds one loaded pipeline and structures what it is sent
``pool``        the workers of one run: hands out tasks, survives their deaths, enforces the limits
``state``       the SQLite database of an output folder: which input is in which state
``local``       a whole run on this machine: discovery, pool, state, tables
``ray``         the same over Ray Data, on one machine or many
==============  =======================================================================================

A run may be killed at any moment. What a document leaves is staged beside the results, moved to its place when it is
whole, and only then recorded; the next run finds out by content hash what is missing.
"""
