"""Everything in the database that somebody could reach, and what each kind of caller gets from it.

A new table, view or function is one entry here; until it has one, tests/db/test_matrix.py fails and names it.
In the SQL below {person} is the caller, {victim} somebody else; {victim_hash} and {victim_secret} belong to a sign-in
of somebody else.

A table of entries that a person keeps is one line. It has the columns that all of them have (id, user_id, logged_at,
local_date, time_zone, client_key, source, external_id, import_id, created_at, updated_at), the policies own_select,
own_insert, own_update and own_delete beside keeper, and the four rights for `authenticated`:

    owned("drinks", sample={"ml": "250"}),

`sample` holds SQL for whatever has to be in a row besides; its first column is the one that the matrix changes, to that
very value. Where people may update some columns only, name them: columns="logged_at ml beverage note". Rows are made
in the order of the list, so a table comes after the ones it points to:

    owned("meal_items", sample={"grams": "80", "meal_id": row_of("meals")}),

The mutations and the rules about the catalogue follow from the entry; neither needs a line of its own.
"""

from tests.db.matrix_entries import Call, Relation, owned, row_of

ALL = "select insert update delete"
TRAINER = "trainer@matrix.example"
TRAINEE = "trainee@matrix.example"


def account(email: str) -> str:
    return f"(select id from auth.users where email = '{email}')"


RELATIONS = (
    Relation(
        "public.profiles",
        may="select update",
        columns={
            "update": "name birth_date sex height_cm units energy_unit time_zone first_weekday hide_numbers "
            "cups glucose_unit activity_level tracked welcome keep_photos ask_gemini "
            "score_weights advise_gemini send_words only_here is_coach alerts_a_week"
        },
        change="name = 'changed'",
    ),
    Relation("public.audit_log", may="select", row={"event": "'export'"}, append_only=True),
    Relation(
        "public.access_log",
        may="select",
        row={"coach_id": "gen_random_uuid()", "coach_name": "'Coach'", "kind": "'mood'"},
        append_only=True,
    ),
    Relation(
        "public.app_sessions",
        may="select delete",
        columns={"select": "id user_id device created_at last_used_at expires_at"},
        row={"secret_hash": "encode(sha256(gen_random_uuid()::text::bytea), 'hex')", "expires_at": "now() + '1 day'"},
    ),
    Relation(
        "public.my_sessions",
        may="select delete",
        view_of="public.app_sessions",
        key="id",
        give="device = {person}::text",
    ),
    Relation("public.quota_limits", may="select", reference=True, whose=None, key="feature", give="feature = 'mine'"),
    Relation(
        "public.quota_uses",
        may="select",
        row={"feature": "'advice'", "local_date": "current_date", "resets_at": "now()", "used": "1"},
    ),
    Relation(
        "storage.objects",
        may="select insert update delete",
        change="content = ''",
        row={
            "bucket_id": "'meal-photos'",
            "name": "{person}::text || '/' || gen_random_uuid() || '.jpg'",
            "mime_type": "'image/jpeg'",
            "content": r"'\xffd8'",
        },
        whose="((storage.foldername(name))[1])::uuid",
        give="name = {person}::text || '/' || gen_random_uuid() || '.jpg'",
        key="name",
        gone_insert="refused",
    ),
    Relation("storage.buckets", whose=None, key="id", give="name = {person}::text"),
    Relation("auth.users", whose="id", key="id", give="id = {person}", forced=False),
    Relation("auth.reset_codes", row={"code_hash": "'x'", "expires_at": "now()"}, forced=False),
    # Not of one person: figures that everybody reads.
    *(
        Relation(f"public.{table}", may="select", reference=True, whose=None, key="id", give="id = 'mine'")
        for table in ("metrics", "activities", "beverages")
    ),
    owned("drinks", sample={"ml": "250"}),
    owned("measurements", sample={"value": "60", "metric": "'resting_heart_rate'"}),
    owned("workouts", sample={"minutes": "30", "activity": "'running'"}),
    Relation(
        "public.workout_sets",
        may=ALL,
        change="reps = 5",
        row={"exercise": "'Squat'", "workout_id": row_of("workouts")},
    ),
    owned("moods", sample={"wellbeing": "7"}),
    owned("sleeps", sample={"quality": "4", "started_at": "now() - interval '8 hours'", "ended_at": "now()"}),
    owned("meals", sample={"meal_type": "'lunch'"}),
    Relation(
        "public.meal_items",
        may=ALL,
        change="kcal = 100",
        row={"food_name": "'Soup'", "meal_id": row_of("meals")},
    ),
    Relation(
        "public.meal_photos",
        may=ALL,
        change="took_ms = 5",
        row={"meal_id": row_of("meals"), "width": "640", "height": "480", "sha256": "repeat('a', 64)"},
    ),
    Relation(
        "public.learnt_foods",
        may=ALL,
        change="food_name = 'changed'",
        row={"meal_id": row_of("meals"), "food_name": "'Soup'", "whole": "true", "looks_by": "'m'", "look": "'AAAA'"},
    ),
    Relation(
        "public.foods", may=ALL, change="kcal = 100", row={"name": "'My soup'"}, key="id", shared="(user_id IS NULL)"
    ),
    Relation(
        "public.repeats",
        may=ALL,
        change="title = 'changed'",
        row={"title": "'Oats'", "weekdays": "'{1}'", "entries": """'[{"kind": "water", "row": {}}]'"""},
    ),
    Relation(
        "public.daily_scores",
        may=ALL,
        change="coverage = 50",
        row={"local_date": "date '2000-01-01' + (random() * 10000)::int", "coverage": "60", "parts": "'[]'"},
    ),
    Relation(
        "public.device_days",
        may=ALL,
        change="value = 50",
        row={
            "metric": "'hrv_rmssd'",
            "device": "'Strap'",
            "local_date": "date '2000-01-01' + (random() * 10000)::int",
            "value": "40",
        },
    ),
    Relation(
        "public.external_calls",
        may="select",
        row={"service": "'gemini'", "purpose": "'advice'", "model": "'m'", "sent": "'{figures}'"},
    ),
    Relation(
        "public.chat_turns",
        may=ALL,
        change="answer = 'changed'",
        row={"question": "'How much?'", "answer": "'That much.'", "said_by": "'rules'"},
    ),
    Relation("private.budgets", whose=None, key="service", give="per_minute = 1000"),
    Relation(
        "public.advice_lines",
        may="select delete",
        row={
            "key": "encode(sha256(gen_random_uuid()::text::bytea), 'hex')",
            "local_date": "current_date",
            "moment": "'water'",
            "said_by": "'rules'",
        },
    ),
    Relation("public.diary_versions", may="select"),
    Relation("public.daily_figures", may="select"),
    Relation(
        "public.body_samples",
        may=ALL,
        change="value = 50",
        row={
            "metric": "'hrv_rmssd'",
            "device": "'Strap'",
            "taken_at": "now() - random() * interval '20 days'",
            "time_zone": "'UTC'",
            "value": "40",
            "local_date": "current_date",
        },
    ),
    Relation(
        "public.complete_days",
        may=ALL,
        change="completed_at = now()",
        row={"local_date": "date '2000-01-01' + (random() * 10000)::int"},
    ),
    Relation(
        "public.goals",
        may=ALL,
        change="source = 'changed'",
        row={"metric": "'water'", "low": "1600", "starts_on": "date '2000-01-01' + (random() * 10000)::int"},
    ),
    # Coaching. The people of tests/db/world.py have TRAINER as their coach and are the coach of TRAINEE.
    Relation("public.consent_wordings", may="select", reference=True, whose=None, key="version", give="version = 99"),
    Relation(
        "public.consents",
        may="select",
        row={
            "coach_id": account(TRAINER),
            "kinds": "'{mood}'",
            "since": "current_date",
            "ends_on": "current_date + 7",
            "wording": "1",
        },
    ),
    Relation(
        "public.coached",
        may="select update",
        columns={"update": "label status status_until quiet_since quiet_until check_in_weekday questions"},
        change="label = 'changed'",
        row={"client_id": account(TRAINEE)},
    ),
    Relation(
        "public.coach_notes",
        may=ALL,
        change="text = 'changed'",
        row={
            "text": "'Asks for less.'",
            "client_id": "coalesce((select client_id from public.coached where user_id = {person} limit 1), "
            "gen_random_uuid())",
        },
    ),
    Relation(
        "public.coach_invites",
        may="select delete",
        row={"code_hash": "encode(sha256(gen_random_uuid()::text::bytea), 'hex')", "expires_at": "now() + '1 day'"},
    ),
    Relation(
        "public.agreements",
        may="select",
        row={"coach_id": account(TRAINER), "title": "'Walk'", "times": "3", "starts_on": "current_date"},
    ),
    Relation(
        "public.habit_ticks",
        may=ALL,
        change="ticked_at = now()",
        row={
            "agreement_id": row_of("agreements"),
            "local_date": "date '2000-01-01' + (random() * 10000)::int",
        },
    ),
    Relation(
        "public.coach_messages",
        may="select",
        row={
            "coach_id": account(TRAINER),
            "from_coach": "true",
            "text": "'Well done.'",
            "client_key": "gen_random_uuid()",
        },
    ),
    Relation(
        "public.check_ins",
        may="select",
        row={
            "coach_id": account(TRAINER),
            "week": "date_trunc('week', now())::date",
            "answers": """'[{"question": "How was it?", "answer": "Good."}]'""",
        },
    ),
    # What foods are found by; reached through functions only.
    Relation(
        "private.food_names",
        key="food_id",
        row={
            "kind": "'food'",
            "food_id": "gen_random_uuid()::text",
            "name": "'soup'",
            "main": "true",
            "trigrams": "'{}'",
        },
    ),
    Relation("migrations.demo_diary", row={"last_day": "current_date"}, forced=False, guarded=False),
    Relation("migrations.reference", whose=None, key="name", give="name = 'mine'", forced=False, guarded=False),
    Relation("migrations.applied", whose=None, key="number", give="name = 'mine'", forced=False, guarded=False),
)

BOTH = "anon authenticated"
# No coach of the caller's, and nobody who shares anything with the caller.
NOT_SHARED = "WC001"
# A drink of somebody else, as the functions that work on entries are given one.
VICTIMS_DRINK = "jsonb_build_array(jsonb_build_object('kind', 'water', 'id', {victim_drink}))"
CALLS = (
    Call("public.schema_version()", BOTH, "select public.schema_version()", anonymous="runs"),
    Call(
        "public.note_event(text,json)",
        "authenticated",
        "select public.note_event('export')",
        gone="23503",
        definer=True,
    ),
    Call(
        "public.open_session(text,text,integer,text)",
        "authenticated",
        "select public.open_session(repeat('x', 40), 'a browser', 30)",
        gone="23503",
        definer=True,
    ),
    # Knowing the row, or even the stored hash, is not knowing the secret.
    Call(
        "public.session_state(text)",
        BOTH,
        "select public.session_state({victim_hash})",
        signed_in="null",
        gone="null",
        anonymous="null",
        definer=True,
    ),
    Call(
        "public.close_session(text)",
        BOTH,
        "select public.close_session({victim_hash})",
        anonymous="runs",
        definer=True,
    ),
    Call("public.close_sessions(text)", "authenticated", "select public.close_sessions()", gone="23503", definer=True),
    # Even with the secret: somebody else's token is not exchanged.
    Call(
        "public.reseal_session(text,text,text)",
        "authenticated",
        "select public.reseal_session({victim_secret}, 'sealed', 'stolen')",
        signed_in="null",
        gone="null",
        definer=True,
    ),
    Call("public.use_quota(text)", "authenticated", "select public.use_quota('advice')", gone="refused", definer=True),
    Call("auth.jwt()", BOTH, "select auth.jwt() is null", anonymous="runs"),
    Call("auth.uid()", BOTH, "select auth.uid() is null", anonymous="runs"),
    Call("auth.role()", BOTH, "select auth.role()", anonymous="runs"),
    Call("storage.foldername(text)", BOTH, "select storage.foldername('a/b')", anonymous="runs"),
    Call("auth.account(text)"),
    Call("auth.create_account(text,text)"),
    Call("auth.note_sign_in(uuid,text)"),
    Call("auth.change_password(uuid,text,text,text)"),
    Call("auth.make_reset_code(text,text,integer)"),
    Call("auth.reset_password(text,text,text)"),
    Call("auth.drop_code()"),
    Call("storage.check_limits()", definer=True),
    Call("storage.drop_files()", definer=True),
    Call("private.touch()"),
    Call("private.is_time_zone(text)"),
    Call("private.check_profile()", definer=True),
    Call("private.add_profile()", definer=True),
    Call("private.set_tier(text,text)"),
    Call("private.refuse_change()", definer=True),
    # For sign-in alone, which has no right on the sign-ins and the log by itself.
    Call("private.password_changed(uuid,text,text)", definer=True),
    Call("private.reset_password(text,text)"),
    Call("private.hash_secret(text)"),
    Call(
        "public.save_entries(jsonb)",
        "authenticated",
        """select public.save_entries('[{"kind": "water", "row": {"ml": 250, "time_zone": "UTC"}}]')""",
        gone="23503",
    ),
    Call(
        "public.write_entries(jsonb)",
        "authenticated",
        """select public.write_entries('[{"kind": "water", "row": {"ml": 250, "time_zone": "UTC"}}]')""",
        gone="23503",
    ),
    Call("public.remove_entries(jsonb)", "authenticated", f"select public.remove_entries({VICTIMS_DRINK})"),
    Call("public.quota_left(text)", "authenticated", "select public.quota_left('advice')"),
    Call(
        "public.photo_help(uuid[],text[],text,text[])",
        "authenticated",
        "select public.photo_help('{}', '{}', 'm', array[repeat('a', 64)])",
    ),
    Call(
        "public.photo_meals(date,date,text,numeric,numeric,integer,integer)",
        "authenticated",
        "select public.photo_meals()",
    ),
    Call("public.whole_meal(uuid)", "authenticated", "select public.whole_meal(gen_random_uuid())"),
    Call("public.photos_to_remove()", "authenticated", "select public.photos_to_remove()"),
    Call("public.photos_removed(uuid[])", "authenticated", "select public.photos_removed(array[gen_random_uuid()])"),
    Call(
        "public.daily_series(text[],date,date)",
        "authenticated",
        "select public.daily_series('{water}', current_date - 7, current_date)",
    ),
    Call(
        "public.days_in_short(text[],date,date)",
        "authenticated",
        "select public.days_in_short('{water}', current_date - 7, current_date)",
    ),
    Call(
        "public.keep_scores(jsonb,bigint)",
        "authenticated",
        """select public.keep_scores('[{"local_date": "2026-01-01", "coverage": 60, "parts": []}]')""",
        gone="23503",
        definer=True,
    ),
    Call("public.device_day(text,date,text)", "authenticated", "select public.device_day('a', current_date, 'b')"),
    Call("public.samples_say(jsonb)", "authenticated", "select public.samples_say('[]')"),
    Call("public.tidy_samples()", "authenticated", "select public.tidy_samples()"),
    Call(
        "public.change_samples(jsonb,jsonb)",
        "authenticated",
        """select public.change_samples(jsonb_build_array(jsonb_build_object('metric', 'hrv_rmssd', 'device', 'Strap',
           'taken_at', now() - interval '1 day', 'time_zone', 'UTC', 'value', 40)))""",
        gone="23503",
    ),
    Call("public.kept_in(text)", "authenticated", "select public.kept_in('meal')"),
    Call("public.parts_of(text,uuid)", "authenticated", "select public.parts_of('meal', gen_random_uuid())"),
    Call("public.take_entries(jsonb)", "authenticated", f"select public.take_entries({VICTIMS_DRINK})"),
    Call(
        "public.copy_entries(jsonb,date,text,uuid,timestamp with time zone)",
        "authenticated",
        f"select public.copy_entries({VICTIMS_DRINK}, current_date, 'UTC', gen_random_uuid())",
    ),
    Call(
        "public.copy_day(date,date,text,uuid,text[])",
        "authenticated",
        "select public.copy_day(current_date, current_date + 1, 'UTC', gen_random_uuid(), '{meal,water,gym}')",
    ),
    Call("public.day_overview(date)", "authenticated", "select public.day_overview(current_date)"),
    Call("public.day_entries(date)", "authenticated", "select public.day_entries(current_date)"),
    Call(
        "public.history(text,date,date,text,text,numeric,numeric,text,boolean,integer,integer)",
        "authenticated",
        "select public.history('water')",
    ),
    Call("public.last_sets()", "authenticated", "select public.last_sets()"),
    Call("public.search_foods(text,integer)", "authenticated", "select public.search_foods('soup')", definer=True),
    Call("public.match_foods(text[])", "authenticated", "select public.match_foods('{soup}')", definer=True),
    Call("public.usual_foods(integer)", "authenticated", "select public.usual_foods()"),
    Call("private.own(regclass)"),
    Call("private.shared(regclass)"),
    Call("private.make_entries(regclass)"),
    Call("private.check_entry()", definer=True),
    Call("private.bare_photo()"),
    Call("private.unlearn()", definer=True),
    Call(
        "public.begin_call(text,text,text[])",
        "authenticated",
        "select public.begin_call('advice', 'm', '{figures}')",
        gone="refused",
        definer=True,
    ),
    Call(
        "public.end_call(uuid,text,integer)",
        "authenticated",
        "select public.end_call(gen_random_uuid(), 'ok', 1)",
        signed_in="null",
        gone="null",
        definer=True,
    ),
    Call(
        "public.begin_advice(text,date,text,text,text[])",
        "authenticated",
        "select public.begin_advice(repeat('a', 64), current_date, 'water', 'm', '{figures}')",
        gone="23503",
        definer=True,
    ),
    Call(
        "public.keep_advice(jsonb)",
        "authenticated",
        """select public.keep_advice(jsonb_build_object('key', repeat('b', 64), 'local_date', current_date,
            'moment', 'water', 'said_by', 'rules', 'line', 'A line of advice.'))""",
        gone="23503",
        definer=True,
    ),
    Call("private.note_consent()", definer=True),
    Call("private.tidy_chat()", definer=True),
    Call("private.tidy_advice(uuid)", definer=True),
    Call("private.unscore()", definer=True),
    Call("private.figures_of(uuid,date[])"),
    Call("private.touch_days(jsonb)"),
    Call("private.keep_touched()", definer=True),
    Call("private.keep_figures(uuid,date[])", definer=True),
    Call("private.keep_all_figures()", definer=True),
    Call("private.check_sample()", definer=True),
    Call("private.drop_samples()", definer=True),
    Call("private.add_version()", definer=True),
    Call("private.check_item()", definer=True),
    Call("private.check_food()", definer=True),
    Call("private.fill_earlier_workouts()", definer=True),
    Call("private.keep_sums()"),
    Call("private.refuse_strangers(uuid)"),
    Call("private.check_sleep()", definer=True),
    Call("private.check_measurement()", definer=True),
    Call("private.check_goal()", definer=True),
    Call("private.fill_drink()", definer=True),
    Call("private.fill_workout()", definer=True),
    Call("private.sum_meals()", definer=True),
    Call("private.index_food()", definer=True),
    Call("private.plain_words(text)"),
    Call("private.trigrams(text,boolean)"),
    Call("private.find_foods(uuid,text,integer)"),
    Call("private.food_json(text,text)"),
    Call("private.basal_need(uuid)"),
    # Coaching.
    Call(
        "public.series_of(uuid,text[],date,date,date,text[],text[])",
        "authenticated",
        "select public.series_of({victim}, '{water,goals,notes,tags}', current_date - 7, current_date)",
    ),
    Call("public.invite_client(text)", "authenticated", "select public.invite_client()", gone="WC005", definer=True),
    Call(
        "public.see_invite(text)",
        "authenticated",
        "select public.see_invite('not a code')",
        signed_in="null",
        gone="refused",
        definer=True,
    ),
    Call(
        "public.accept_invite(uuid,text,text[],date,date,integer)",
        "authenticated",
        "select public.accept_invite(gen_random_uuid(), null, '{mood}', current_date, current_date + 7, 1)",
        signed_in="null",
        gone="refused",
        definer=True,
    ),
    Call(
        "public.decline_invite(uuid)", "authenticated", "select public.decline_invite(gen_random_uuid())", definer=True
    ),
    Call(
        "public.change_consent(uuid,text[],date,date)",
        "authenticated",
        "select public.change_consent({victim}, '{mood}', current_date, current_date + 7)",
        signed_in=NOT_SHARED,
        gone="refused",
        definer=True,
    ),
    *(
        Call(
            f"public.{name}({types})",
            "authenticated",
            f"select public.{name}({arguments})",
            signed_in=NOT_SHARED,
            gone=NOT_SHARED,
            definer=True,
        )
        for name, types, arguments in (
            ("set_sharing", "uuid,text", "{victim}, 'live'"),
            ("client_series", "uuid,text[],date,date", "{victim}, '{wellbeing,score}', current_date - 7, current_date"),
            (
                "client_entries",
                "uuid,text,date,date,integer,integer",
                "{victim}, 'mood', current_date - 7, current_date",
            ),
            ("client_page", "uuid,date,jsonb,jsonb", "{victim}, current_date"),
            (
                "propose",
                "uuid,text,text,numeric,numeric,integer,date,uuid",
                "{victim}, 'Walk', null, null, null, 3, current_date",
            ),
            ("write_to_client", "uuid,jsonb", """{victim}, '{"text": "Hello"}'"""),
            ("write_to_coach", "uuid,jsonb", """{victim}, '{"text": "Hello"}'"""),
            (
                "send_check_in",
                "uuid,date,jsonb",
                '{victim}, date_trunc(\'week\', now())::date, \'[{"question": "a", "answer": "b"}]\'',
            ),
            ("reply_to_check_in", "uuid,text", "gen_random_uuid(), 'Good'"),
            ("set_care", "uuid,boolean", "{victim}, true"),
        )
    ),
    *(
        Call(
            f"public.{name}({types})",
            "authenticated",
            f"select public.{name}({arguments})",
            signed_in="WC011",
            gone="WC011",
            definer=True,
        )
        for name, types, arguments in (
            ("answer_proposal", "uuid,boolean,date", "gen_random_uuid(), true, current_date"),
            ("end_agreement", "uuid", "gen_random_uuid()"),
        )
    ),
    Call("public.let_go(uuid)", "authenticated", "select public.let_go({victim})", definer=True),
    Call(
        "public.mark_read(uuid,timestamp with time zone)",
        "authenticated",
        "select public.mark_read({victim})",
        definer=True,
    ),
    Call(
        "public.coach_board(text[],date,date)",
        "authenticated",
        "select public.coach_board('{water}', current_date - 7, current_date)",
        gone="WC005",
        definer=True,
    ),
    Call(
        "public.coach_preview(uuid,text[],date,text[],date,date)",
        "authenticated",
        "select public.coach_preview({victim}, '{mood}', current_date - 7, '{water}', current_date - 7, current_date)",
        definer=True,
    ),
    Call("public.my_coaching(date)", "authenticated", "select public.my_coaching(current_date)", definer=True),
    Call("public.coaching_today(date)", "authenticated", "select public.coaching_today(current_date)", definer=True),
    Call(
        "public.tick_habit(uuid,date,boolean)",
        "authenticated",
        "select public.tick_habit(gen_random_uuid(), current_date, true)",
        signed_in="23503",
        gone="23503",
    ),
    Call("private.check_note()", definer=True),
    Call("private.note_sharing()", definer=True),
    Call("private.shown_name(uuid)"),
    Call("private.today_of(uuid)"),
    Call("private.check_consent(text[],date,date)"),
    Call("private.plain_code(text)"),
    Call("private.new_code()"),
    Call("private.invite_for(uuid,text)"),
    Call("private.live_consent(uuid)"),
    Call("private.shared_with_me(uuid)"),
    Call("private.log_access(uuid,text[])"),
    Call("private.require_shared(uuid,text)"),
    Call("private.require_client(uuid)"),
    Call("private.hides_numbers(uuid)"),
    Call("private.metrics_of(text[],text[],boolean)"),
    Call("private.may_read(metrics,text[],boolean)"),
    Call("private.tells_goal(metrics,text[],boolean)"),
    Call("private.refuse_harm(text,numeric,numeric)"),
    Call("private.check_harm()", definer=True),
    Call("private.end_agreements()", definer=True),
    Call("private.goes_on(uuid,uuid)"),
    Call("private.looks_at(uuid)"),
    Call("private.entry_for_coach(text,jsonb,boolean,boolean)"),
    Call("private.board_figures(jsonb,text[],date,date)"),
    Call("private.agreements_json(uuid,uuid,text[],boolean,date,date,timestamp with time zone)"),
    Call("private.state_of(consents)"),
    Call("private.send_message(uuid,uuid,boolean,jsonb)"),
)

RELATION = {relation.name: relation for relation in RELATIONS}
CALL = {call.name: call for call in CALLS}
