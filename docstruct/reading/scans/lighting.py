"""Paper that is not white: grey or yellowed sheets, photographs with a shadow over them.

How light the paper is where there is no ink is estimated everywhere (a closing takes out what is dark and small, as ink
is), and the page is divided by that: paper becomes white, ink stays as dark as it was beside its paper. A page whose paper
is white already is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from docstruct.reading.scans.engine import Pixels

WHITE = 225
"""Level of 255 from which paper is white enough."""
DARKEST = 85
"""Level below which it is no paper: a desk, a picture."""
SHRINKING = 8
"""Times the image on which paper is looked for is smaller."""
INK = 36.0
"""Points across that ink is dark and small up to."""
UNEVEN = 2
"""Percentile of the paper that tells whether the page needs it."""


def evenly_lit(image: Pixels, scale: float) -> Pixels:
    """The image of a page with white paper; ``scale`` is how many points a pixel is wide."""
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    size = (max(width // SHRINKING, 1), max(height // SHRINKING, 1))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    reach = max(round(INK / scale / SHRINKING), 1) | 1
    light = cv2.morphologyEx(
        small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    )
    if np.percentile(light.min(axis=2), UNEVEN) >= WHITE:
        return image
    paper = cv2.GaussianBlur(light, (0, 0), reach / 2)
    paper = cv2.resize(np.maximum(paper, DARKEST), (width, height), interpolation=cv2.INTER_LINEAR)
    return cast("Pixels", cv2.divide(image, paper, scale=255))
