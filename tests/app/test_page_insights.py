"""The Insights page: what is found, what is kept from whom, and what stays while the database is away."""

import re

import pytest

from lib import messages
from lib.analysis import links
from lib.diary import insights
from lib.gateway.port import UNREACHABLE
from tests.support.pages import elements, go, shown, troubles

AWAY = messages.SENTENCES[UNREACHABLE]
HOSTILE = "![x](https://evil.example/x.png)"
# Wine on every fourth day or so, and a night an hour shorter after it; a pulse and a weight that fall in the middle of
# the time; a night of three hours three days ago.
DIARY = """
with days as (
    select n, (now() at time zone 'Europe/Berlin')::date - n as day,
        ('x' || md5('wine' || n))::bit(8)::int %% 4 = 0 as wine,
        ('x' || md5('chance' || n))::bit(16)::int %% 40 as chance
    from generate_series(1, %(days)s) n
), drunk as (
    insert into public.drinks (user_id, ml, beverage, logged_at, local_date, time_zone)
    select %(who)s, 250, case when wine then 'red-wine' else 'water' end, day + time '19:00', day, 'UTC' from days
), called as (
    insert into public.complete_days (user_id, local_date) select %(who)s, day from days
), slept as (
    insert into public.sleeps (user_id, started_at, ended_at, time_zone)
    select %(who)s, day + time '07:00' - make_interval(mins => minutes), day + time '07:00', 'UTC'
    from (select d.day, case when d.n = 3 then 180 when before.wine then 380 else 440 end
                 + case when d.n = 3 then 0 else d.chance end as minutes
          from days d left join days before on before.n = d.n + 1) nights
), felt as (
    insert into public.moods (user_id, wellbeing, tags, logged_at, local_date, time_zone)
    select %(who)s, 5 + chance %% 3, array[%(tag)s], day + time '12:00', day, 'UTC' from days
)
insert into public.measurements (user_id, metric, value, logged_at, local_date, time_zone)
select %(who)s, metric, case metric when 'weight' then 70 + chance / 80.0 when 'steps' then 8000 + 20 * chance
                                    else 58 + chance / 20.0 end
    + case when n > %(days)s / 2 and metric <> 'steps' then 4 else 0 end, day + time '08:00', day, 'UTC'
from days, unnest(array['weight', 'steps', 'resting_heart_rate']) metric
"""


pytestmark = pytest.mark.usefixtures("quick_fingers")


@pytest.fixture
def anna(browser):
    return browser.sign_up()


@pytest.fixture
def write(anna, house_admin):
    def write_down(who=None, days=120, tag="calm"):
        who = who or anna.person.id
        house_admin.execute(DIARY, {"who": who, "days": days, "tag": tag})

    return write_down


@pytest.fixture
def counted(monkeypatch):
    """How often the insights are worked out."""
    asked = []
    find = insights.find
    monkeypatch.setattr(insights, "find", lambda *args, **more: asked.append(1) or find(*args, **more))
    return asked


def test_somebody_new_is_told_what_will_stand_here_and_when(browser, anna):
    tab = browser.open("insights")

    assert not tab.exception
    assert tab.title[0].value == "Insights"
    assert "There is nothing to look at yet." in shown(tab)
    assert f"{links.PAIRED_DAYS} days" in shown(tab) and "two weeks" in shown(tab)
    assert "These are none so far." in shown(tab)
    assert [header.value for header in tab.header] == []


def test_what_goes_together_is_told_with_its_chart_and_why_it_is_no_reason(browser, write):
    write()

    tab = browser.open("insights")

    assert not tab.exception
    sentence = (
        r"After days with alcohol you slept (1 h \d+|\d\d) min less \(.+ to .+ min\), on \d+ days with and \d+ without"
    )
    assert re.search(sentence, shown(tab))
    assert "which is not why" in shown(tab) and "up to 6 would see a link here" in shown(tab)
    (chart,) = tab.get("plotly_chart")
    assert re.match(r"With: mostly \d.* h, the mean is .*; Without: mostly ", chart.proto.alt)


def test_the_evidence_and_its_table_come_on_request(browser, write):
    write()
    tab = browser.open("insights")
    assert "Spearman" not in shown(tab)

    tab.toggle[0].set_value(True).run()

    assert not tab.exception
    assert re.search(r"Spearman's rho -0\.\d\d .*, p .*, from \d+ days", texts(tab))
    assert "weekdays" in texts(tab)
    assert list(tab.dataframe[0].value.columns) == ["Sleep, h", "With", "Without"]


def test_changes_and_unusual_days_are_told(browser, write):
    write()

    said = shown(browser.open("insights"))

    assert re.search(
        r"Your resting heart rate changed around \d+ \w+.*: from 6\d(\.\d)? to 5\d(\.\d)? bpm \(.* less\)", said
    )
    assert re.search(r"Your weight changed around .* kg", said)
    assert re.search(
        r"Sleep on \w+day was unusual for you: 3 h, mostly it is between .*Was this a typing error\?", said
    )


def test_an_unusual_day_leads_to_its_entries_and_back(browser, write, counted):
    write()
    tab = browser.open("insights")
    key = next(button.key for button in tab.button if (button.key or "").startswith("insight_odd_sleep_"))

    tab.button(key).click().run()
    opened = shown(tab)
    tab.button(key).click().run()

    assert "3 h 00 min, 04:00 to 07:00" in opened
    assert "04:00 to 07:00" not in shown(tab)
    assert len(counted) == 1


def test_what_was_looked_at_in_vain_is_listed_on_request(browser, write):
    write()
    tab = browser.open("insights")
    assert "Alcohol and well-being" not in shown(tab)

    tab.button("toggle_insight_refused_").click().run()

    assert "Alcohol and well-being, the day after: 119 days" in shown(tab)


def test_what_needs_more_days_says_how_many(browser, write):
    write(days=25)

    said = shown(browser.open("insights"))

    assert "Nothing goes together clearly so far." in said
    assert "Sleep and well-being, the same day: 20 more days with both (25 of 45 are there), so " in said
    assert "These are 25 so far." in said
    # It is lower since the middle of the time: no typing error, and nothing to be told day by day.
    (weight,) = re.findall(r"Weight .*unusual.*", said)
    assert re.match(r"Weight was unusual for you on \d+ of the last 14 days, the last time yesterday: .*", weight)
    assert "typing" not in weight


def test_the_insights_are_worked_out_once_and_anew_when_the_page_is_entered_again(browser, write, counted):
    write()
    tab = browser.open("insights")
    tab.toggle[0].set_value(True).run()
    assert len(counted) == 1

    go(tab, "diary")
    go(tab, "insights")

    assert len(counted) == 2


def test_who_hides_numbers_sees_neither_weight_nor_energy(browser, write, house_admin, anna):
    write()
    house_admin.execute("update public.profiles set hide_numbers = true where user_id = %s", (anna.person.id,))

    tab = browser.open("insights")
    tab.button("toggle_insight_refused_").click().run()

    assert "resting heart rate changed" in shown(tab)
    assert "weight" not in shown(tab).lower() and "kcal" not in shown(tab)


def test_the_page_stays_as_it_was_while_the_database_is_away(browser, write, away):
    write()
    tab = browser.open("insights")
    go(tab, "diary")

    with away():
        go(tab, "insights")
        told = troubles(tab)
        tab.toggle[0].set_value(True).run()

    assert told == [AWAY]
    assert "After days with alcohol" in texts(tab) and "Spearman" in texts(tab)
    assert not tab.exception


def test_come_to_while_the_database_is_away_it_says_so_and_comes_with_the_next_try(browser, write, away):
    write()
    tab = browser.open("diary")

    with away():
        go(tab, "insights")
        assert AWAY in troubles(tab)
        assert not tab.exception
    tab.run()

    assert "After days with alcohol" in shown(tab)


def test_a_tag_is_never_read_as_markdown(browser, write, anna, monkeypatch):
    write(tag=HOSTILE)
    monkeypatch.setattr(insights, "PAIRS", (links.Pair(f"tag:{HOSTILE}", "sleep", 0), *insights.PAIRS))

    tab = browser.open("insights")

    assert not tab.exception
    told = [element for element in elements(tab) if HOSTILE in str(getattr(element, "value", ""))]
    assert told and {element.type for element in told} == {"text"}


def test_nobody_sees_what_another_person_wrote_down(browser, write, anna):
    write()
    tab = browser.open("insights")
    assert "After days with alcohol" in shown(tab)

    browser.sign_up()
    tab.run()

    assert "There is nothing to look at yet." in shown(tab)
    assert "There is nothing to look at yet." in shown(browser.open("insights"))


def test_the_demo_person_sees_what_is_built_in_and_others_do_not(browser, write, house_admin, anna):
    write()
    assert "toggle_insight_truths_" not in keys(browser.open("insights"))
    house_admin.execute("update public.profiles set is_demo = true where user_id = %s", (anna.person.id,))

    tab = browser.open("insights")
    tab.button("toggle_insight_truths_").click().run()

    assert "Not found: Two glasses of wine in the evening cost the night about one step of quality." in shown(tab)
    assert "Not shown: Dana drinks more on workdays" in shown(tab)
    assert "Shown, though it is not built in:" in shown(tab) and "Alcohol and sleep, the night after" in shown(tab)


def texts(tab):
    """Also where a table is on the page."""
    return "\n".join(text.value for text in tab.text)


def keys(tab):
    return [button.key for button in tab.button]
