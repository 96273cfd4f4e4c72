"""Recognition of rendered pages: what is read, however the page lies, and where it stands."""

from __future__ import annotations

import io
import sys
from functools import cache
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

import pymupdf
import pytest

from docstruct.errors import ReadError
from docstruct.reading import read_bytes
from docstruct.reading.limits import CORES_VARIABLE

PIL_Image = pytest.importorskip("PIL.Image")

if TYPE_CHECKING:
    from PIL.Image import Image

    from docstruct.source import Source

    Rectangle: TypeAlias = tuple[float, float, float, float]

LINES = (
    "第三部分 2020年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    "本单位2020年度收入总计1,247.36万元，较上年增加",
    "85.20万元，增长7.33%，主要原因是人员经费增加。",
    "其中：财政拨款收入1,200.00万元，占本年收入的96.20%；",
    "其他收入47.36万元，占本年收入的3.80%。",
    "二、支出决算情况说明",
    "本年支出合计1,247.36万元，其中基本支出947.36万元。",
)
DPI = 200
SMALLEST = 265.0
"""Points of a page's sides to which it may as well be that large: the detector makes anything smaller as large as that."""


def write(page: pymupdf.Page, y: float, text: str) -> None:
    writer = pymupdf.TextWriter(page.rect)
    writer.append((50, y), text, font=pymupdf.Font("cjk"), fontsize=14)
    writer.write_text(page)


def drawn(page: pymupdf.Page) -> Image:
    pixels = page.get_pixmap(dpi=DPI)
    return PIL_Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


@cache
def printed() -> tuple[Image, dict[str, Rectangle]]:
    """A page with ``LINES`` on it, and where the ink of some figures stands, in points."""
    document = pymupdf.open()
    page = document.new_page(width=480, height=SMALLEST)
    for number, line in enumerate(LINES):
        write(page, 56 + 24 * number, line)
    image = drawn(page)
    return image, {figure: ink(image, page.search_for(figure)[0]) for figure in ("85.20", "96.20%", "947.36")}


def ink(image: Image, area: pymupdf.Rect) -> Rectangle:
    """The rectangle around what is dark in an area, in points."""
    scale = DPI / 72
    corner = int(area.x0 * scale), int(area.y0 * scale)
    part = image.crop((*corner, int(area.x1 * scale), int(area.y1 * scale))).convert("L")
    x0, y0, x1, y1 = part.point(lambda level: 255 * (level < 128)).getbbox()
    return (
        (corner[0] + x0) / scale,
        (corner[1] + y0) / scale,
        (corner[0] + x1) / scale,
        (corner[1] + y1) / scale,
    )


def read_image(*images: Image, kind: str = "PNG") -> Source:
    data = io.BytesIO()
    images[0].save(
        data, kind, dpi=(DPI, DPI), **({"save_all": True, "append_images": images[1:]} if images[1:] else {})
    )
    return read_bytes(data.getvalue(), "scan")


def turned(image: Image, degrees: float) -> Image:
    """The image turned clockwise, on white."""
    quarters = degrees % 90 == 0
    return image.rotate(-degrees, expand=quarters, fillcolor="white", resample=PIL_Image.Resampling.BICUBIC)


@cache
def read_turned(degrees: float) -> Source:
    """The printed page as it is read when it lies turned; recognition takes seconds, so each way of lying is read once."""
    quarters = round(degrees / 90) * 90
    return read_image(turned(turned(printed()[0], quarters), degrees - quarters))


def plain(text: str) -> str:
    """With punctuation of one width, since ``．`` and ``.`` may be the same print."""
    return "".join(narrow if len(narrow := normalize("NFKC", char)) == 1 else char for char in text)


def differing(text: str) -> int:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance("".join(plain(text).split()), "".join(plain("".join(LINES)).split()))


def degrees(*values: float) -> pytest.MarkDecorator:
    """A test of every way of lying; those of one way are run by one process, which reads the page once."""
    return pytest.mark.parametrize(
        "degrees",
        [pytest.param(value, marks=pytest.mark.xdist_group(f"page turned {value}")) for value in values],
    )


@pytest.mark.slow
@degrees(0, 1, 90, 180, 267)
def test_a_page_is_read_however_it_lies(degrees: float) -> None:
    source = read_turned(degrees)
    assert differing(source.text) <= 2
    assert [line.page for line in source.lines] == [1] * len(source.lines)
    assert all(line.confidence is not None and line.confidence > 0.8 for line in source.lines)
    assert (source.reader, source.media_type, source.pages[0].origin) == ("ocr", "image/png", "ocr")


@pytest.mark.slow
@degrees(0, 1, 90)
def test_boxes_frame_the_figures_on_the_page_as_it_lies(degrees: float) -> None:
    image, figures = printed()
    page_width, page_height = (side * 72 / DPI for side in image.size)
    source = read_turned(degrees)
    assert source.locator is not None
    for figure, box in figures.items():
        start = plain(source.text).index(figure)
        [(page, *found)] = source.locator.boxes(start, start + len(figure))
        expected = box
        if degrees == 90:
            expected = (page_height - box[3], box[0], page_height - box[1], box[2])
        elif degrees:
            expected = leaning(box, degrees, page_width, page_height)
        assert page == 1
        beyond = [
            expected[0] - found[0],
            expected[1] - found[1],
            found[2] - expected[2],
            found[3] - expected[3],
        ]
        assert min(beyond) > -3, "the ink is inside the box, by less than half a digit"
        assert max(beyond) < 7, "and the box around the ink"


def leaning(box: Rectangle, degrees: float, width: float, height: float) -> Rectangle:
    """The rectangle around a box that was turned clockwise about the middle of the page."""
    import math

    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(x - width / 2, y - height / 2) for x in box[0::2] for y in box[1::2]]
    xs = [width / 2 + x * cos - y * sin for x, y in corners]
    ys = [height / 2 + x * sin + y * cos for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.slow
def test_the_frames_of_a_tiff_are_pages_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """By two threads at once, as on a machine of two cores."""
    monkeypatch.setenv(CORES_VARIABLE, "2")
    frames = []
    for line in (LINES[1], LINES[6]):
        page = pymupdf.open().new_page(width=SMALLEST, height=SMALLEST)
        write(page, 80, line)
        frames.append(drawn(page))
    top, bottom = frames
    source = read_image(top, bottom, top, kind="TIFF")
    assert [page.number for page in source.pages] == [1, 2, 3]
    first, second, third = (source.text[page.start : page.end] for page in source.pages)
    assert first == third
    assert "收入支出决算总体情况说明" in first
    assert "二、支出决算情况说明" in second
    assert source.media_type == "image/tiff"


@pytest.mark.slow
def test_a_pdf_may_be_recognised_in_spite_of_its_text_layer() -> None:
    document = pymupdf.open()
    page = document.new_page(width=330, height=SMALLEST)
    write(page, 100, LINES[5])
    data = document.tobytes()
    assert read_bytes(data, "a.pdf").pages[0].origin == "text_layer"
    recognised = read_bytes(data, "a.pdf", reader="ocr")
    assert recognised.pages[0].origin == "ocr"
    assert plain(LINES[5]) in plain(recognised.text)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (15, 4000), (300, 300)])
def test_an_image_with_nothing_on_it_says_so(size: tuple[int, int]) -> None:
    with pytest.raises(ReadError) as caught:
        read_image(PIL_Image.new("RGB", size, "white"))
    assert caught.value.code == "no_text"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_damaged_image_is_an_error(kind: str) -> None:
    data = io.BytesIO()
    PIL_Image.effect_noise((300, 300), 50).save(data, kind)
    with pytest.raises(ReadError) as caught:
        read_bytes(data.getvalue()[:-5000], "scan")
    assert caught.value.code == "damaged"


def test_what_is_no_image_is_said_in_words() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes("部门决算".encode(), "scan", reader="ocr")
    assert (caught.value.reason, caught.value.code) == (
        "no PNG, JPEG or TIFF image, or a damaged one",
        "damaged",
    )


def test_an_image_of_too_many_pixels_is_refused() -> None:
    data = io.BytesIO()
    PIL_Image.new("1", (20_000, 20_000)).save(data, "PNG")
    with pytest.raises(ReadError) as caught:
        read_bytes(data.getvalue(), "scan")
    assert caught.value.code == "too_large"


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES_VARIABLE, "7")  # no engine of so many threads is loaded yet
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    data = io.BytesIO()
    PIL_Image.new("RGB", (300, 300), "white").save(data, "PNG")
    with pytest.raises(ReadError, match=r'pip install "docstruct\[ocr\]"') as caught:
        read_bytes(data.getvalue(), "scan.png")
    assert caught.value.code == "needs_ocr"


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("mnn", "pip install MNN"),
        ("tensorrt", "pip install tensorrt"),
        ("abacus", "DOCSTRUCT_OCR names no engine .*'abacus'; one of onnxruntime, cuda, openvino"),
    ],
)
def test_an_engine_that_is_not_there_is_an_error_that_says_what_to_install(
    engine: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("MNN", "tensorrt"):
        monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.setenv("DOCSTRUCT_OCR", engine)
    data = io.BytesIO()
    PIL_Image.new("RGB", (300, 300), "white").save(data, "PNG")
    with pytest.raises(ReadError, match=said) as caught:
        read_bytes(data.getvalue(), "scan.png")
    assert caught.value.code == "needs_ocr"


def test_an_engine_asked_for_counts_more_than_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from docstruct.engines.options import RunOptions
    from docstruct.errors import DocstructError
    from docstruct.reading.scans.engine_choice import engine_name, recognizing_with

    monkeypatch.setenv("DOCSTRUCT_OCR", " OpenVINO ")
    assert engine_name() == "openvino"
    with recognizing_with("torch"):
        assert engine_name() == "torch"
    by_environment, other = RunOptions().fingerprint(), RunOptions(ocr_engine="onnxruntime").fingerprint()
    assert by_environment == RunOptions(ocr_engine="openvino").fingerprint()
    monkeypatch.delenv("DOCSTRUCT_OCR")
    assert other == RunOptions().fingerprint()
    assert other != by_environment
    with pytest.raises(DocstructError, match="no engine of recognition"):
        RunOptions(ocr_engine="abacus").fingerprint()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["onnxruntime", "openvino"])
def test_every_engine_reads_the_page_and_is_named(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from docstruct import structure_bytes

    pytest.importorskip(engine)
    monkeypatch.setenv("DOCSTRUCT_OCR", engine)
    data = io.BytesIO()
    printed()[0].save(data, "PNG", dpi=(DPI, DPI))
    document = structure_bytes(data.getvalue(), "scan.png")
    assert document.producer.options["ocr_engine"] == engine
    assert [figure.value for figure in document.figures][:3] == ["1247.36", "85.20", "7.33"]
    assert differing(document.text) <= 4
