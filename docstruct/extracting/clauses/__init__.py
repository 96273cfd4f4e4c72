"""Layer A, clauses: where a clause ends, what each token adds to it, and the phrases that name something in it.

``cutting`` ends clauses, ``taking`` adds tokens to them as ``items`` of a class, ``phrases`` tells which words stand in
front of the verb and which behind it, ``subjects`` cuts words to the name in them.
"""
