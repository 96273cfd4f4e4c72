"""Tokens: one pass over a paragraph finds everything that plays a part, with exact places.

``scanner`` finds them, ``quantities`` puts together what stands around a number, ``numbers`` reads its digits.
"""
