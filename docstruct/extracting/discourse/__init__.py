"""Layer C, discourse: what carries over from clause to clause, and how each clause changes it.

``fold`` goes from clause to clause with a ``context``; ``boundaries`` says what the end of a clause leaves to the next,
``sharing`` what 分别 shares out, ``levels`` and ``headings`` what an item or a title makes the subject, ``periods`` which year
a section is about.
"""
