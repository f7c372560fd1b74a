"""Ten weeks of entries, and how somebody with a mouse or a finger uses the charts that are made of them."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser import accounts
from tests.browser.chromium import settle
from tests.browser.visitor import Visitor

ZONE = "Europe/Berlin"
# Each weight is another, so that it tells its day. An entry of today at noon may be of the morning or still to come.
_WEEKS = """
with me as (select id from auth.users where email = %s),
days as (
    select n, d, (d + time '12:00') at time zone 'Europe/Berlin' as noon
    from generate_series(0, 70) n, lateral (select (now() at time zone 'Europe/Berlin')::date - n as d) x),
weights as (
    insert into public.measurements (user_id, metric, value, logged_at, local_date, time_zone)
    select me.id, 'weight', 70 + n * 0.1, noon, d, 'Europe/Berlin' from me, days),
nights as (
    insert into public.sleeps (user_id, started_at, ended_at, quality, logged_at, local_date, time_zone)
    select me.id, noon - interval '12 hours' - n %% 3 * interval '10 minutes', noon - interval '5 hours', 4, noon, d,
        'Europe/Berlin'
    from me, days),
moods as (
    insert into public.moods (user_id, wellbeing, note, logged_at, local_date, time_zone)
    select me.id, 5 + n %% 4, case when n = 2 then 'a long walk' end, noon, d, 'Europe/Berlin' from me, days)
insert into public.drinks (user_id, ml, logged_at, local_date, time_zone)
select me.id, 1500 + n %% 5 * 100, noon, d, 'Europe/Berlin' from me, days
"""


def log_weeks(visitor: Visitor) -> None:
    with accounts.of(visitor.app) as admin:
        admin.execute(_WEEKS, (visitor.email,))


def pick(page: Page, field: str, *names: str) -> None:
    """Adds to a list of choices. A run that is still going on draws the list anew under the mouse."""
    search = page.get_by_role("combobox", name=field)
    for name in names:
        settle(page)
        search.fill(name)
        page.get_by_role("option", name=name, exact=True).click()
        # The list hides the page behind it.
        search.press("Escape")
        expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    settle(page)


def trend(page: Page, metric: str) -> Locator:
    return page.locator(f".st-key-trend_{metric}")


def points(chart: Locator) -> Locator:
    return chart.locator(".scatterlayer .points path.point")


def look_at(point: Locator, chart: Locator, *, touch: bool = False) -> str:
    """What the chart says of a point under the mouse, or after the first tap."""
    # Above all points lies what catches the mouse for them.
    (point.tap if touch else point.hover)(force=True)
    said = chart.locator(".hoverlayer text").first
    expect(said).to_be_visible()
    return said.text_content() or ""


def choose(point: Locator, *, touch: bool = False) -> None:
    if touch:
        point.tap(force=True)
        return
    # The chart knows what is clicked by what the mouse was over shortly before.
    point.hover(force=True)
    expect(point.page.locator(".hoverlayer text").first).to_be_visible()
    point.click(force=True)


def expect_cell(within: Locator, text: str | re.Pattern[str]) -> None:
    """A table is painted; what is in it can be read out once the table is come to."""
    within.get_by_test_id("data-grid-canvas").focus()
    expect(within.locator("[role=gridcell]").filter(has_text=text).first).to_be_attached()


def sideways(page: Page) -> list[str]:
    """What can be scrolled sideways, apart from tables."""
    found: list[str] = page.evaluate(
        """() => [document.scrollingElement, ...document.querySelectorAll('main, main *')]
        .filter(box => !box.closest('[data-testid="stDataFrame"]') && box.scrollWidth > box.clientWidth + 1
            && (box === document.scrollingElement || /auto|scroll/.test(getComputedStyle(box).overflowX)))
        .map(box => `${box.tagName} ${box.dataset.testid ?? ''} ${box.scrollWidth} > ${box.clientWidth}`)"""
    )
    return found
