"""Whose a figure is: named functions that look for the subject, and the order in which they are asked.

``named`` holds those that find it in the words around the figure, ``carried`` those that go back to what was told
before; ``order`` has the table.
"""
