"""Every page in every state, on a small screen and a large one: accessible, no wider than the screen, private, quiet,
with urgent help, and to be walked by keyboard with the focus always in sight."""

import pytest
from playwright.sync_api import Page

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import Watched
from tests.browser.states import STATES, State
from thrive_directory.api.parts import Parts

MOST_STEPS = 30
_FOCUS = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect()
  const drawn = style.outlineStyle !== 'none' && style.outlineWidth !== '0px'
    && !/rgba\\(.*, 0\\)/.test(style.outlineColor)
  const label = it.nextElementSibling ? getComputedStyle(it.nextElementSibling, '::before').boxShadow : 'none'
  return {
    what: it.outerHTML.slice(0, 160),
    isBody: it === document.body,
    isFrame: it.localName === 'iframe',
    shows: drawn || style.boxShadow !== 'none' || label !== 'none',
    inSight: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""

A4_BETWEEN_MARGINS = {"width": 718, "height": 1047}  # 210 × 297 mm less 10 mm all round, at 96 to the inch
_CUT = """() => [...document.querySelectorAll('main *, #urgent-help *')].filter(it => {
  const box = it.getBoundingClientRect(), style = getComputedStyle(it)
  if (!box.width || it.closest('.govuk-visually-hidden, .td-trap, svg')) return false
  const folded = it.closest('details:not(.td-start-again)') && !it.checkVisibility({contentVisibilityAuto: true})
  const clipped = style.overflow !== 'visible' && it.scrollWidth > it.clientWidth + 1
    && !it.matches('input, textarea')
  return box.right > innerWidth + 1 || clipped || folded
}).map(it => it.outerHTML.slice(0, 160))"""
_PRINTED_NOISE = """() => [...document.querySelectorAll('a, button')].filter(it =>
  it.checkVisibility() && (it.matches('button, .govuk-button, .govuk-exit-this-page *')
  || getComputedStyle(it, '::after').content.includes('(/'))).map(it => it.outerHTML.slice(0, 160))"""


@pytest.fixture
def reached(request: pytest.FixtureRequest, browsing: Watched, real_parts: Parts) -> Watched:
    """A page in the state of the test."""
    state: State = request.param
    state.go(browsing, real_parts)
    assert browsing.status == state.status
    assert state.heading in browsing.page.get_by_role("heading", level=1).inner_text()
    return browsing


in_every_state = pytest.mark.parametrize("reached", STATES.values(), ids=STATES.keys(), indirect=True)


@in_every_state
def test_it_is_accessible_private_and_quiet(reached: Watched) -> None:
    page = reached.page
    assert page.locator("#urgent-help a[href='tel:999']").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.evaluate("document.activeElement.blur()")
    walk(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate("scrollTo(0, 0)")  # the button to leave stays at the edge of a small screen, over what is passing by
    assert_accessible(page)
    assert_prints(page)


def assert_prints(page: Page) -> None:
    """On paper: urgent help, nothing to press, no address of ours, nothing folded away or cut off at the side. Of a
    list nothing but the slip, with urgent help of its own."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = false })")
    page.set_viewport_size(A4_BETWEEN_MARGINS)
    page.emulate_media(media="print")
    slips = page.locator(".td-slip")
    if slips.count():
        assert not page.locator("#urgent-help, h1, footer").locator("visible=true").count()
        assert all("999" in urgent for urgent in slips.locator(".td-slip__urgent").all_inner_texts())
        assert slips.locator(".td-slip__urgent").count() == slips.count()
    else:
        assert page.locator("#urgent-help a[href='tel:999']").first.is_visible()
        assert page.get_by_role("heading", level=1).is_visible()
    assert page.evaluate(_CUT) == []
    assert page.evaluate(_PRINTED_NOISE) == []


def test_a_report_without_scripts(without_scripts: Watched, real_parts: Parts) -> None:
    STATES["a report, sent"].go(without_scripts, real_parts)
    assert without_scripts.page.get_by_role("heading", name="Thank you").is_visible()
    assert without_scripts.page.locator("#website").count() == 0
    without_scripts.open("/about/sources")
    assert without_scripts.page.get_by_role("table").count() == 2
    assert without_scripts.strangers == []


def walk(page: Page) -> None:
    """Go from one control to the next, each of which must show that it has the focus, on the screen."""
    steps = 0
    for steps in range(MOST_STEPS):  # noqa: B007
        page.keyboard.press("Tab")
        found = page.evaluate(_FOCUS)
        if found["isBody"]:
            break
        if found["isFrame"]:  # the focus is on something within, which another test walks
            continue
        assert found["shows"], found["what"]
        assert found["inSight"], found["what"]
    assert steps > 5
