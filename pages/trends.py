import streamlit as st

from components import acts, arrival, messages, trend_chart, trend_choice, trend_day, trend_pair, trend_weeks
from lib import session
from lib.diary import days, series, trends
from lib.gateway.port import GatewayError
from lib.profile import Profile

KNOWN = "_trends"

person = session.require_user()
me = Profile.of(person.profile)
here = days.clock(st.context.timezone, me.time_zone)

acts.perform(person.backend)
done, quiet = acts.written()
st.title("Trends")
acts.show()
chosen, window = trend_choice.show(me)
with st.container(horizontal=True):
    tables = st.toggle("Show as tables", key="trends_tables")
    compare = st.toggle("Compare with the time before", key="trends_compare")
    notes = st.toggle("Show notes and goal changes", key="trends_notes")
    two = len(chosen) > 1 and st.toggle("Two in one chart", key="trends_two")
if not chosen:
    st.text("Choose at least one figure to look at.")

# First what has to be the same for what was drawn to be shown again.
wanted = (
    (person.backend.person.id, me.hide_numbers),
    tuple(chosen), window, here.today, compare, notes, me.shown_in, me.first_weekday,
)  # fmt: skip
known = st.session_state.get(KNOWN)
if chosen and (known is None or known[0] != wanted or done or arrival.is_new()):
    first = trends.first_day(here.today, window)
    try:
        daily = series.fetch(
            person.backend, [*chosen, series.GOALS, *([series.NOTES] if notes else [])], first, here.today
        )
        found = [
            trends.drawn(daily, metric, window, me.shown_in, me.first_weekday, hide_numbers=me.hide_numbers)
            for metric in chosen
        ]
        known = (
            wanted,
            [(one, trend_chart.chart(one, compare=compare, notes=notes) if one.points else None) for one in found],
        )
        st.session_state[KNOWN] = known
    except GatewayError as error:
        # What was drawn last stays.
        known = (wanted, known[1] if known and known[0][0] == wanted[0] else [])
        messages.away(error, key="trends")

drawn = known[1] if chosen and known else []
some = [one for one, _ in drawn if one.points]
if two and len(drawn) > 1:
    # First what there is something of.
    trend_pair.show(person.backend, sorted((one for one, _ in drawn), key=lambda one: not one.points), tables, here, me)
for one, figure in drawn:
    trend_chart.show(one, figure, tables=tables, notes=notes)
    if day := trend_day.chosen(trend_chart.key(one.metric), one.metric):
        trend_day.show(person.backend, one, day, here, me)
if some:
    trend_weeks.show(some)
    trend_choice.legend(some, compare=compare, notes=notes)
elif drawn:
    st.page_link("today.py", label="Log something", icon=":material/add:")
st.page_link("summary.py", label="A summary to print", icon=":material/print:")
