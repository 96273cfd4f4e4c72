"""The checks, a module a subject: what is compared, and what a finding says of it.

within a sentence or matter   changes, directions, rates, shares, parts, lists, counts, limits, details, units
over the whole document       restatements, crossings (prose against tables), forms (years, templates), disclosure
in tables                     tables, composites, projects, notes
of the reading itself         recognition
"""
