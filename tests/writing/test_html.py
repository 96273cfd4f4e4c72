"""The review page and the index, as their readers use them, in a real browser."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from docstruct import structure
from docstruct.decisions import Decisions, finding_key
from docstruct.document import FindingPlace
from docstruct.document import Page as PageOf
from docstruct.places import Places
from docstruct.spanmap import SpanMap
from docstruct.writing import collection_writers, document_writers
from docstruct.writing.html.writer import review_page
from docstruct.writing.others import Other
from tests.writing.repeating import repeated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from docstruct.document import Document

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine"),
]


ENCRYPTED = "the PDF is encrypted; save a copy without its password"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any error of a script fails the test."""
    page = browser.new_page(viewport={"width": 1400, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert errors == []


def write_page(document: Document, folder: Path) -> str:
    (writer,) = document_writers(["html"])
    return writer.write_document(document, folder, "某市 2021").as_uri()


def with_pdf(document: Document, path: Path) -> Document:
    """The document as if read from a PDF of one page, its first figure in a box."""
    import pymupdf

    pdf = pymupdf.open()
    pdf.new_page(width=595, height=842).insert_text((100, 100), "1.47")
    pdf.save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sheet = PageOf(number=1, start=0, end=len(document.text), width=595.0, height=842.0, origin="text_layer")
    boxed = replace(document.figures[0], page=1, boxes=((1, 98.0, 88.0, 124.0, 104.0),))
    source = replace(document.source, path=str(path), sha256=digest, pages=1, reader="pdf")
    return replace(document, source=source, pages=(sheet,), figures=(boxed, *document.figures[1:]))


def says(page: Page, selector: str, words: str) -> None:
    """Wait until an element says some words; a function to wait for would be ``eval``, which the page forbids."""
    from playwright.sync_api import expect

    expect(page.locator(selector).first).to_contain_text(words, timeout=30_000)


def marked(page: Page) -> str:
    """The text lit in the reading, in its order."""
    return "".join(page.locator(".text .on").all_inner_texts())


def in_sight(page: Page, selector: str) -> bool:
    script = """node => { const box = node.getBoundingClientRect();
                          return box.top >= 0 && box.bottom <= innerHeight && box.height > 0; }"""
    return bool(page.locator(selector).first.evaluate(script))


def test_findings_stand_first_with_their_computation(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    finding = page.locator("#findings .entry").first
    assert finding.is_visible()
    assert finding.locator("dd").all_inner_texts() == ["199", "1491.8"]
    assert finding.locator(".chip").all_inner_texts() == ["预算 1.47万元", "决算 21.93万元", "完成率 199%"]


def test_a_record_lights_its_statement_and_opens(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.get_by_role("tab", name="记录").click()
    page.locator("#records .pick", has_text="公务接待费").click()
    assert marked(page) == "公务接待费支出16.50万元，比上年减少245.32元，下降-15.0%。"
    assert page.locator("[data-id=c2] .detail").is_visible()
    page.keyboard.press("Escape")
    assert marked(page) == ""


def test_a_mark_shows_its_record(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.get_by_role("tab", name="记录").click()
    page.locator(".text .figure", has_text="21.93万元").click()
    assert page.locator("[data-id=c1]").get_attribute("class") == "entry found selected"
    detail = page.locator("[data-id=c1] .detail").inner_text()
    assert "社会保障和就业支出 › 行政事业单位养老支出 › 行政单位离退休" in detail
    assert "一是补发退休人员补贴；二是新增退休人员2人" in detail


def test_a_mark_shows_its_finding_while_findings_are_open(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.goto(write_page(document, tmp_path))
    page.locator(".text .figure", has_text="245.32元").click()
    assert page.locator("[data-id=n2]").get_attribute("class") == "entry warning selected"


def test_records_filter_by_words_kind_and_findings(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.keyboard.press("/")
    page.keyboard.type("2080501")
    subjects = page.locator("#records .pick:visible")
    assert subjects.all_inner_texts() == ["行政单位离退休"]
    assert page.locator("#records output").inner_text() == "1 / 2"
    page.locator("#records input[type=search]").fill("")
    page.locator("#records select").select_option("three_public")
    assert subjects.all_inner_texts() == ["公务接待费"]
    page.locator("#records select").select_option("")
    assert subjects.count() == 2


def test_records_sort_by_number_and_back(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.get_by_role("tab", name="记录").click()
    title = page.get_by_role("button", name="决算", exact=True)
    subjects = page.locator("#records .pick")
    title.click()
    assert subjects.all_inner_texts() == ["公务接待费", "行政单位离退休"]
    title.click()
    assert subjects.all_inner_texts() == ["行政单位离退休", "公务接待费"]
    assert page.locator("#records th[aria-sort=descending]").count() == 1


def test_the_keyboard_walks_through_everything(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.keyboard.press("j")
    assert page.locator("[data-id=n1].selected").count() == 1
    page.keyboard.press("j")
    assert page.locator("[data-id=n2].selected").count() == 1
    page.keyboard.press("2")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    assert page.locator("[data-id=c2].selected .pick:focus").count() == 1
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_the_outline_leads_to_its_section(document: Document, page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1400, "height": 300})
    page.goto(write_page(document, tmp_path))
    page.locator(".outline a", has_text="“三公”经费").click()
    says(page, ".outline [aria-current]", "三公")
    assert in_sight(page, "h3:has-text('“三公”经费')")


def test_marks_can_be_taken_away(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    figure = page.locator(".text .figure").first
    before = figure.evaluate("node => getComputedStyle(node).backgroundColor")
    page.get_by_role("button", name="数字").click()
    assert figure.evaluate("node => getComputedStyle(node).backgroundColor") != before


def test_the_original_stands_beside_what_was_made_of_it(
    document: Document, page: Page, tmp_path: Path
) -> None:
    original = document.text.replace("某市", "某\u2f00", 1)
    places = Places(SpanMap.identity(len(document.text)), original)
    page.goto(write_page(document.with_places(places), tmp_path))
    assert not page.locator(".original").is_visible()
    page.keyboard.press("o")
    assert page.locator(".original").all_inner_texts() == ["某⼀医疗保障局2021年度部门决算"]


def test_light_and_dark_follow_the_system_until_chosen(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(write_page(document, tmp_path))
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(22, 24, 27)"
    page.get_by_role("button", name="切换明暗").click()
    assert page.evaluate(background) == "rgb(251, 250, 247)"


def test_printing_shows_findings_records_and_text_in_light(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto(write_page(document, tmp_path))
    for selector in ("#findings .entry", "#records tbody", ".text p"):
        assert page.locator(selector).first.is_visible()
    assert not page.locator(".tools").is_visible()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_paper_takes_one_thing_after_the_other(document: Document, page: Page, tmp_path: Path) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    page.goto(write_page(document, tmp_path))
    bottom = page.locator(".panel").evaluate("node => node.getBoundingClientRect().bottom")
    assert bottom <= page.locator(".reading").evaluate("node => node.getBoundingClientRect().top")


def test_boxes_stand_over_the_picture_of_their_page(document: Document, page: Page, tmp_path: Path) -> None:
    paged = with_pdf(document, tmp_path / "in.pdf")
    page.goto(write_page(paged, tmp_path))
    assert not page.locator("svg").is_visible()
    page.keyboard.press("p")
    assert page.locator("svg image").evaluate("node => node.href.baseVal").startswith("data:image/jpeg")
    page.get_by_role("tab", name="记录").click()
    page.locator("svg rect.figure").click()
    assert page.locator("[data-id=c1].selected").count() == 1
    assert page.locator("svg rect.on").count() == 1
    page.keyboard.press("p")
    page.locator(".text .on").first.wait_for()
    assert marked(page).endswith("新增退休人员2人。")


def test_a_source_that_changed_is_not_shown_as_what_was_read(
    document: Document, page: Page, tmp_path: Path
) -> None:
    paged = with_pdf(document, tmp_path / "in.pdf")
    (tmp_path / "in.pdf").write_bytes(b"%PDF-1.7 another")
    page.goto(write_page(paged, tmp_path))
    page.keyboard.press("p")
    assert page.locator("svg rect").count() == 1
    assert page.locator("svg image").count() == 0


def with_cell(document: Document) -> Document:
    """The document with a finding that holds a sentence against a cell of a table."""
    cell = document.tables[0].rows[0].cells[2]
    figure = document.figures[1]
    places = (
        FindingPlace(
            figure="f2", label="情况说明", value="21.93", unit="万元", start=figure.start, end=figure.end
        ),
        FindingPlace(
            fact="a1",
            table="t1",
            label="支出决算表·合计",
            value="21.93",
            unit="万元",
            start=cell.start,
            end=cell.end,
        ),
    )
    (first, *others) = document.findings
    return replace(document, findings=(replace(first, places=places), *others))


def test_a_finding_lights_the_sentence_and_the_cell_and_leads_to_either(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1400, "height": 420})
    page.goto(write_page(with_cell(document), tmp_path))
    finding = page.locator("#findings .entry").first
    finding.locator(".pick").click()

    assert page.locator(".text td .on").all_inner_texts() == ["21.93"]
    assert "1.47万元" in marked(page)
    finding.locator(".chip", has_text="支出决算表·合计").click()
    page.wait_for_timeout(200)
    assert in_sight(page, ".text td .on")


def test_findings_stand_by_kind_and_filter(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    assert [text.split() for text in page.locator("#findings summary").all_inner_texts()] == [
        ["矛盾完成率不符", "1"],
        ["存疑单位可疑", "1"],
    ]
    page.locator("#findings select[name=severity]").select_option("warning")
    assert page.locator("#findings .entry:visible").count() == 1
    assert page.locator("#findings output").inner_text() == "1 / 2"


def test_what_is_decided_stays_and_can_be_taken_along(document: Document, page: Page, tmp_path: Path) -> None:
    address = write_page(document, tmp_path)
    page.goto(address)
    finding = page.locator("#findings .entry").first
    finding.get_by_role("button", name="误报").click()
    finding.locator(".note").fill("口径不同")
    finding.locator(".note").blur()
    assert page.locator(".left").inner_text() == "还有 1 条未核对，共 2 条"

    page.reload()  # by way of about:blank another process of the browser comes in, which on a busy machine finds nothing stored
    finding = page.locator("#findings .entry").first
    assert finding.get_by_role("button", name="误报").get_attribute("aria-pressed") == "true"
    assert finding.locator(".note").input_value() == "口径不同"

    with page.expect_download() as download:
        page.get_by_role("button", name="存核对").click()
    download.value.save_as(tmp_path / "saved.json")
    decided = Decisions.load(tmp_path / "saved.json").of(document, document.findings[0])
    assert decided is not None
    assert (decided.decision, decided.note) == ("false", "口径不同")


def test_a_file_of_decisions_is_read_on_the_page_and_into_the_page(
    document: Document, page: Page, tmp_path: Path
) -> None:
    made = {
        "document": document.source.sha256,
        "key": finding_key(document.findings[1]),
        "decision": "confirmed",
    }
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps({"docstruct_decisions": 1, "decisions": [made]}), "utf-8")
    decisions = Decisions.load(saved)
    written = tmp_path / "made.html"
    written.write_text(review_page(document, decisions), encoding="utf-8")
    page.goto(written.as_uri())
    second = page.locator("#findings .entry").nth(1)
    assert second.get_by_role("button", name="属实").get_attribute("aria-pressed") == "true"

    page.goto(write_page(document, tmp_path))
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("#findings input[type=file]").set_input_files(saved)
    says(page, ".status", "读入 1 条")
    assert page.locator("#findings .entry").nth(1).get_attribute("data-decided") == "confirmed"

    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    page.locator("#findings input[type=file]").set_input_files(broken)
    says(page, ".status", "不是核对结果文件")


def test_what_is_listed_can_be_saved_as_csv(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(document, tmp_path))
    page.locator("#findings input[type=search]").fill("245.32")
    with page.expect_download() as download:
        page.locator("[data-act=csv-findings]").click()
    download.value.save_as(tmp_path / "findings.csv")
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)

    assert header[:3] == ["程度", "类别", "疑点"]
    assert [row[:3] for row in rows] == [["存疑", "单位可疑", "“245.32元”的单位可能应为万元。"]]


def test_the_page_stands_beside_the_text(document: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(with_pdf(document, tmp_path / "a.pdf"), tmp_path))
    page.get_by_role("button", name="页面").click()
    assert page.locator(".text").is_visible()
    assert page.locator(".pages").is_visible()
    before = page.locator(".pages").bounding_box()
    page.locator(".border").focus()
    page.keyboard.press("ArrowLeft")
    after = page.locator(".pages").bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]


def test_a_narrow_page_has_its_outline_as_a_drawer_and_records_as_cards(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(write_page(document, tmp_path))
    assert not page.locator(".outline").is_visible()
    page.get_by_role("button", name="目录").click()
    page.locator(".outline a", has_text="“三公”经费").click()
    assert not page.locator(".outline").is_visible()
    page.get_by_role("tab", name="记录").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_text_shows_as_text(hostile: Document, page: Page, tmp_path: Path) -> None:
    page.goto(write_page(hostile, tmp_path))
    shown = "</script><script>document.title='hit'</script></style><img src=x onerror=alert(1)>⟦U+202E⟧⟦U+2028⟧\"'`&amp;"
    assert page.locator(".text p").last.inner_text() == shown
    assert shown in page.locator("#findings .entry").first.inner_text()
    assert shown in page.locator("h1").inner_text()
    assert page.title().startswith(shown)
    assert page.locator("img").count() == 0


def test_the_index_lists_filters_sorts_and_links(
    document: Document, hostile: Document, page: Page, tmp_path: Path
) -> None:
    url = write_page(document, tmp_path)
    other = replace(
        document,
        metadata=replace(document.metadata, organization="乙县财政局", fiscal_year=2019),
        findings=(),
    )
    with collection_writers(["html"], tmp_path) as collections:
        collections.add(document, "某市 2021")
        collections.add(other, "乙县#?")
        collections.add(hostile, "c")
    page.goto((tmp_path / "index.html").as_uri())
    names = page.locator("tbody:visible th a")
    assert names.count() == 3
    page.get_by_role("button", name="年度").click()
    assert names.first.inner_text() == "乙县财政局"
    assert names.first.get_attribute("href") == "%E4%B9%99%E5%8E%BF%23%3F.html"
    page.locator("input[type=search]").fill("某市医疗")
    assert names.all_inner_texts() == ["某市医疗保障局"]
    page.locator("input[type=search]").fill("")
    page.locator("input[name=found]").check()
    assert page.locator("output").inner_text() == "2 / 3"
    names.first.click()
    assert page.url == url


def test_the_index_names_what_was_left_and_why(document: Document, page: Page, tmp_path: Path) -> None:
    (tmp_path / "原件.txt").write_text("x", encoding="utf-8")
    copied = replace(document.source, path=str(tmp_path / "原件.txt"), duplicates=("in/副本.txt",))
    others = [
        Other(path="in/logo.css", state="skipped", reason="not_a_document", message="a part of a web page"),
        Other(path="in/<b>坏</b>.pdf", state="refused", reason="encrypted", message=ENCRYPTED),
    ]
    with collection_writers(["html"], tmp_path) as collections:
        collections.add(replace(document, source=copied), "a")
        for other in others:
            collections.note(other)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "index.html").as_uri())

    assert page.locator("#others th[scope=row]").all_inner_texts() == ["in/<b>坏</b>.pdf", "in/logo.css"]
    assert page.locator("#others td").all_inner_texts() == [
        *("无法读取", "PDF已加密；请另存一份不带密码的"),
        *("不是文档", "网页的附属文件"),
    ]
    assert page.locator(".totals .refused dd").inner_text() == "1"
    assert page.locator(".entry .original").get_attribute("href") == "%E5%8E%9F%E4%BB%B6.txt"
    assert "in/副本.txt" in page.locator(".entry .same").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_index_draws_findings_by_kind_and_the_three_public_expenses(page: Page, tmp_path: Path) -> None:
    document = structure(
        "某市医疗保障局2021年度部门决算\n一、“三公”经费支出决算情况说明\n"
        "“三公”经费支出预算为4万元，支出决算为5万元，完成预算的80%。\n"
    )
    with collection_writers(["html"], tmp_path) as collections:
        collections.add(document, "a")
    page.goto((tmp_path / "index.html").as_uri())

    row = page.locator("#three-public tr")
    assert row.locator(".number span").all_inner_texts() == ["40,000", "50,000"]
    assert row.locator("b.over").inner_text() == "“三公”经费合计超预算"
    widths = [row.locator(f"svg.{one} rect").bounding_box()["width"] for one in ("budget", "actual")]  # type: ignore[index]
    assert widths[0] == pytest.approx(0.8 * widths[1], abs=1)
    assert "完成率不符" in page.locator("#findings th").first.inner_text()


def test_in_a_long_document_every_statement_is_one_click_away(
    document: Document, page: Page, tmp_path: Path
) -> None:
    page.goto(write_page(repeated(document, 200), tmp_path))
    page.get_by_role("tab", name="记录").click()
    page.locator("#records .pick").last.click()
    page.wait_for_timeout(100)
    assert in_sight(page, ".text .on.figure")
    page.locator(".outline a").nth(200).click()
    page.wait_for_timeout(100)
    assert page.locator(".outline [aria-current]").count() == 1
