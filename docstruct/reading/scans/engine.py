"""RapidOCR, as the recogniser uses it: find the lines on an image, read the text of their images.

The models are those in the package's own wheel and are named by path, so that nothing is ever downloaded. The
classifier of the direction of single lines is not used: it turns upright lines; which way a page is turned is decided
for the page as a whole (:mod:`docstruct.reading.scans.straightening`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from docstruct.errors import DocstructError, ReadError
from docstruct.reading.scans.engine_choice import DEFAULT, PACKAGES, engine_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    """Rows of pixels with blue, green and red, as OpenCV has them."""

    Quads: TypeAlias = NDArray[np.float32]
    """``(n, 4, 2)``: four corners a line, clockwise from the top left, in pixels."""

NEEDS_OCR = 'recognising images needs the extra "ocr": pip install "docstruct[ocr]"'


NARROWEST = 160
"""Pixels to which the recogniser fills up a piece of 48 pixels in height: RapidOCR has 320, and the narrow cells of a
table would take twice as long; less than this, and points become commas."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The text of one image of a line, how sure it is (0 to 1), and of each character its middle and how sure it is.

    ``middles`` are shares of the image's width, one a character of ``text`` that is no space; ``sures`` their
    confidences. Both are empty if the engine did not say.
    """

    text: str
    confidence: float
    middles: tuple[float, ...] = ()
    sures: tuple[float, ...] = ()


class Engine:
    """Detection and recognition.

    Args:
        rapidocr: a ``rapidocr.RapidOCR``.
        shared: whether several threads may use it at once.
    """

    def __init__(self, rapidocr: Any, *, shared: bool = True) -> None:  # noqa: ANN401
        self._rapidocr = rapidocr
        self.shared = shared

    def lines(self, image: Pixels) -> Quads:
        """The corners of every line of text on an image."""
        import numpy as np

        found = self._rapidocr(image, use_det=True, use_cls=False, use_rec=False).boxes
        return np.zeros((0, 4, 2), np.float32) if found is None else np.asarray(found, np.float32)

    def read(self, images: list[Pixels]) -> list[ReadLine]:
        """The text of every image of a line."""
        if not images:
            return []
        result = self._rapidocr.recognize_txt(images)
        return [
            ReadLine(text, float(score), _middles(text, words), _sures(text, words))
            for text, score, words in zip(result.txts, result.scores, result.word_results, strict=True)
        ]


def _middles(text: str, words: Any) -> tuple[float, ...]:  # noqa: ANN401
    """Where the characters stand, from the columns of the recogniser's output that they came from."""
    columns = [column for word in words.word_cols for column in word]
    if not words.line_txt_len or len(columns) != len("".join(text.split())):
        return ()
    return tuple((column + 0.5) / words.line_txt_len for column in columns)


def _sures(text: str, words: Any) -> tuple[float, ...]:  # noqa: ANN401
    """How sure each character is."""
    if len(words.confs or ()) != len(text):
        return ()
    return tuple(float(sure) for char, sure in zip(text, words.confs, strict=True) if not char.isspace())


@lru_cache(maxsize=2)
def load_engine(threads: int, name: str = DEFAULT) -> Engine:
    """The engine of a name (:mod:`docstruct.reading.scans.engine_choice`) with so many threads a call.

    Raises:
        ImportError: the extra or the engine's package is not installed, or comes without models.
    """
    import rapidocr
    from rapidocr import EngineType

    kind = "onnxruntime" if name == "cuda" else name
    import_module(_MODULES.get(kind, kind))  # RapidOCR would miss it at the first page only
    params: dict[str, object] = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.return_word_box": True,
        "Rec.rec_img_shape": [3, 48, NARROWEST],
        **{f"{task}.engine_type": EngineType(kind) for task in ("Det", "Cls", "Rec")},
        **_models(Path(rapidocr.__file__).parent / "models", name),
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "EngineConfig.openvino.inference_num_threads": threads,
        "EngineConfig.paddle.cpu_math_library_num_threads": threads,
    }
    if name == "cuda":
        import onnxruntime  # type: ignore[import-untyped]

        if "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
            raise ImportError("onnxruntime has no CUDA here")  # it would go on without, on the CPU
        params["EngineConfig.onnxruntime.use_cuda"] = True
    # The others keep what they work on in their session: two threads would read each other's pages.
    return Engine(rapidocr.RapidOCR(params=params), shared=kind == "onnxruntime")


def _models(folder: Path, name: str) -> dict[str, str]:
    """The models in the wheel, for the engines that take them; the others find their own."""
    if name not in _TAKE_ONNX:
        return {}
    found = {
        task: next(iter(sorted(folder.glob(f"*_{task.lower()}_*.onnx"))), None) for task in ("Det", "Rec")
    }
    if None in found.values():
        raise ImportError("rapidocr has no models in its package")
    return {f"{task}.model_path": str(path) for task, path in found.items()}


_MODULES = {"mnn": "MNN"}
"""The modules of engines that are called otherwise."""
_TAKE_ONNX = ("onnxruntime", "cuda", "openvino")


def engine_for(path: str, threads: int) -> Engine:
    """The engine, or the error that says how to get it.

    Raises:
        ReadError: code ``needs_ocr``.
    """
    try:
        name = engine_name()
    except DocstructError as error:
        raise ReadError(path, str(error), "needs_ocr") from None
    try:
        return load_engine(threads, name)
    except ImportError as error:
        reason = f"{NEEDS_OCR} ({error})" if name == DEFAULT else _needs(name, error)
        raise ReadError(path, reason, "needs_ocr") from None


def _needs(name: str, error: ImportError) -> str:
    return (
        f"the engine {name} is not installed: pip install {PACKAGES[name]}, beside docstruct[ocr] ({error})"
    )
