"""Pages of any medium, from where their characters stand: lines in reading order, tables, furniture.

fragments, turn        what readers find on a page, read level
columns, layout        the lines in reading order, of pages in two columns too
ruled, aligned, tables tables by their rules, by their columns, and over page breaks
centring, furniture    which lines are centred; headers, footers and page numbers
paged, glyph_boxes     pages laid into one text, and the way back from a character to its box
"""
