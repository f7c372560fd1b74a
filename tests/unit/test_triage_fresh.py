"""Entries of a second look: overdoses, what is said around the word, and readings told in words. Labelled by hand."""

import time

import pytest

from lib.advice.triage import LOW_GLUCOSE, PAST_READING, RATHER_LOW_GLUCOSE, READING, SENTENCES, triage

OVERDOSE = (
    "just swallowed 24 nurofen",
    "40 panadol, down the hatch",
    "took the entire strip of diazepam",
    "ate a full box of codeine tablets",
    "downed all of my quetiapine with gin",
    "I've taken way too many sleepers",
    "popped a dozen zopiclone",
    "she swallowed all grandma's heart tablets, all her pills",
    "had loads of tylenol, feel weird",
    "fifteen xanax and a bottle of wine",
    "emptied the medicine cabinet into my mouth",
    "injected far too much insulin by accident",
    "gave myself 300 units of insulin",
    "took 50 of my antidepressants",
    "my son ate the whole bottle of gummy painkillers",
    "log 25 aspirins",
    "just took like 16 benadryl",
    "about to take all my pills",
)
EMERGENCY = (
    "could this be a heart attack",
    "Heart attack??",
    "a fist clenching around my heart, cold sweat",
    "my chest and my jaw ache",
    "dad's face hangs on the left",
    "corner of her mouth has dropped since breakfast",
    "she suddenly can't talk",
    "my husband can't speak and his hand is limp",
    "grandma is disoriented and couldn't remember her own name",
    "left hand is clumsy, keeps dropping things",
    "can't get my words out",
    "my tongue is getting thicker and huge since the walnuts",
    "throat feels constricted after shellfish",
    "wasp sting and now my throat itches",
    "poo is black and i feel faint",
    "tarry stool, dizzy, pale",
    "brought dinner back, vomiting dark brown liquid",
    "gone blind in my left eye",
    "a curtain came down over one eye",
    "vision went blank on one side",
    "my toddler is not waking up",
    "she isn't waking up, please help",
    "can't wake my husband",
    "newborn is floppy and pale",
    "the baby hasn't moved since last night",
    "heart pounding and I almost blacked out",
    "ran out of insulin, now vomiting",
    "haven't taken my insulin since friday and i feel so sick and thirsty",
    "stiff neck with fever and light hurts",
    "one pupil is much bigger after the fall",
    "i was hit by a car on my bike",
    "bitten by a snake on the trail",
)
SELF_HARM = (
    "I think I'm gonna end it tonight",
    "about to end things, sorry",
    "been up all night and I want to end it.",
    "can't carry on living like this",
    "i cant live like this any more",
    "I imagine crashing my car into a wall",
    "thinking of driving off a bridge",
    "urge to walk into traffic",
    "I've started cutting again",
    "been cutting to cope",
    "hiding my scars under long sleeves",
    "burned my arm with a lighter to feel something",
    "I'm such a burden on my family",
    "feeling like a burden.",
    "I can't see any future for myself",
    "there is no future for me",
    "life is pointless",
    "I feel completely worthless",
    "i despise myself",
    "hate my life so much",
    "so depressed I can't get off the sofa",
    "I am really depressed",
    "the depression is back",
    "what is the point of carrying on",
    "how many tablets are lethal",
    "quickest way to die",
    "nothing really matters any more",
    "I feel empty inside",
    "given up on everything",
    "i see no way out any more",
    "it's my last night on earth",
)
EATING = (
    "only allowing myself 350 calories",
    "i just let myself have, no, i only let myself have 500 kcal",
    "nothing but coffee since Tuesday",
    "haven't had a bite since thursday",
    "i've not had anything except water for three days",
    "hiding my dinner in tissues",
    "hid breakfast in my sleeve",
    "I wish I could stop eating completely",
    "decided to stop eating",
    "if I eat dinner I have to run ten miles",
    "weighing myself eight times a day",
    "ate pizza so tomorrow i eat nothing",
    "i have stopped eating altogether",
    "I cried on the scale after i weigh myself",
)
CLINICIAN = (
    "black stool this morning",
    "my calf is swollen and hot",
    "temperature of 39.6",
    "spo2 91",
    "blood pressure 88/60",
    "sugar was 310 after the party, blood sugar 310",
)
OK = (
    "ended the day with a stretch",
    "let's end it here, great session",
    "want to end it with a cool-down",
    "I want to end things on time at work",
    "going to end the season strong",
    "cutting the lawn",
    "been cutting carbs",
    "I've been cutting, down 3 kg on 1800 kcal",
    "burned myself on the oven",
    "burnt my arm on the grill",
    "took 2 paracetamol",
    "two ibuprofen and a nap",
    "had 1 aspirin",
    "took all my vitamins",
    "took all my vitamins and 5 magnesium tablets",
    "took all my pills on time",
    "bought 30 paracetamol at the pharmacy",
    "picked up 100 tablets from the chemist",
    "10 salt tablets for the marathon",
    "at 8 tablets of vitamin c",
    "I could murder a burger and fries",
    "this workout killed me",
    "binged three episodes",
    "hard to breathe in these jeans",
    "hard to breathe in that dress",
    "pregnancy yoga class with my friend",
    "dad's birthday, he had heart surgery years ago and is great",
    "I see no future in frozen pizza",
    "I'm hopeless at tennis",
    "the bench press feels hopeless",
    "I hate burpees and hills",
    "hate myself for skipping leg day",
    "a weather report so depressing I stayed in",
    "what's the point of getting up at 5",
    "crashed into bed at nine",
    "drove into town, parked by a tree",
    "walked into the sea for a swim",
    "tax burden is up",
    "hanging leg raises, dead hang",
    "my face felt great after the sauna",
    "he can't talk yet, he's only one",
    "confused by the new app",
    "black coffee and a banana",
    "black pudding for breakfast",
    "blind date in the evening",
    "my dog is blind in one eye",
    "my son doesn't wake up before nine",
    "the baby moved a lot",
    "wasp at the picnic",
    "I don't want to stop eating these cookies",
    "stopped eating at eight",
    "stopped eating meat",
    "hid the chocolate from the kids",
    "weighed myself this morning",
    "if I eat late I sleep badly",
    "only 400 kcal left for dinner",
    "allowed myself 300 kcal of ice cream",
    "my heart sank when we lost",
    "squeezed a run in before work",
    "heart going strong",
    "bp 120/80",
    "blood pressure is 118 over 76",
    "sugar 95",
    "my sugar is 95",
    "blood sugar 5.4",
    "sugar 45 g today",
    "sugar: 40 g of 50 g",
    "my sugar intake is 40 grams",
    "fever gone",
    "no fever",
    "temperature 36.6",
    "temperature 41 outside, stayed in",
    "30 degrees in the shade",
    "water temperature 24",
    "oven temperature 200",
    "oxygen 98",
    "pulse 140 on the run",
    "max heart rate 195 in the race",
    "heart rate 150 on the bike",
    "resting heart rate 52",
    "slept 7 hr 30 min",
    "heart rate variability 30",
    "goal: blood pressure below 180/120",
    "what if my blood sugar drops below 54?",
    "ran 190 m, 125 kcal",
    "20 medicine ball slams",
    "had 20 tabs open at work",
    "15 chocolate tablets",
    "told mum I ate already",
    "best way to go to work",
    "everything is pointless in this game",
    "my throat is blocked with a cold",
    "the baby is blue eyed",
    "felt like I was hit by a bus",
    "the temperature reached 41 today, too hot to run",
    "tire pressure 80/70",
    "what does a blood pressure of 180/120 mean",
    "time to end it, three hours of gaming is enough",
)
# Without a figure in the rules: what triage_readings says of facts, said of texts.
TOLD = {
    "bp 190/125": READING,
    "BP: 184 / 100 mmHg": READING,
    "blood pressure is 190/125 and a splitting headache": READING,
    "blood pressure 200 over 120": READING,
    "my blood pressure was 78/50": READING,
    "systolic 195": READING,
    "blood sugar 45": LOW_GLUCOSE,
    "my sugar is 40 what do I do": LOW_GLUCOSE,
    "glucose is 2.3 mmol": LOW_GLUCOSE,
    "glucose 2,3": LOW_GLUCOSE,
    "bg 38": LOW_GLUCOSE,
    "sugar dropped to 41": LOW_GLUCOSE,
    "blood sugar 28 mmol": READING,
    "blood sugar 480": READING,
    "glucose 62": RATHER_LOW_GLUCOSE,
    "my sugar is 3.5": RATHER_LOW_GLUCOSE,
    "fever of 41": READING,
    "41 degree fever": READING,
    "temperature 41.2": READING,
    "temp 106": READING,
    "my temperature is 34.2": READING,
    "oxygen is 82": READING,
    "spo2 84": READING,
    "O2 sats 85%": READING,
    "heart rate 210": READING,
    "pulse 145 lying in bed": READING,
    "resting heart rate 30": READING,
}
# Known to be missed: a rule for each would catch too many others.
MISSED = (
    # Said as often of plants and pets, and of eating in general.
    "there's nothing keeping me here",
    # No word of it is about the body.
    "something is very wrong with grandpa",
)

LISTS = {
    "emergency": OVERDOSE + EMERGENCY,
    "self_harm": SELF_HARM,
    "eating": EATING,
    "clinician": CLINICIAN,
    "ok": OK,
}
LABELLED = [(text, kind) for kind, texts in LISTS.items() for text in texts]


@pytest.mark.parametrize("text, kind", LABELLED)
def test_a_text_is_what_it_was_labelled(text: str, kind: str) -> None:
    assert triage(text).kind == kind


@pytest.mark.parametrize("text, sentence", TOLD.items())
def test_a_reading_told_in_words_has_the_sentence_of_the_reading(text: str, sentence: str) -> None:
    assert triage(text).sentence == sentence
    assert triage(f"Oats with berries.\n{text}\nEarly night").sentence == sentence


@pytest.mark.parametrize("text", MISSED)
def test_what_is_missed_is_still_missed(text: str) -> None:
    assert triage(text).kind == "ok"


@pytest.mark.parametrize("text, kind", [(text, kind) for text, kind in LABELLED if kind != "ok"])
def test_a_serious_text_is_found_in_a_longer_entry(text: str, kind: str) -> None:
    assert triage(f"Oats with berries, 2 coffees. Ran 5 km in the rain!\n{text}\nEarly night after that").kind == kind


@pytest.mark.parametrize("text", OK)
def test_a_harmless_text_hides_nothing_beside_it(text: str) -> None:
    assert triage(f"{text}. I have chest pain").kind == "emergency"
    assert triage(f"I want to die. {text}").kind == "self_harm"


def test_what_somebody_says_of_an_emergency_counts_for_more_than_the_reading() -> None:
    assert triage("bp 190/125 and chest pain").sentence == SENTENCES["emergency"]


def test_a_reading_that_is_over_is_not_spoken_of_as_one_of_now() -> None:
    assert "could have been" in PAST_READING and " now" not in PAST_READING
    assert "local emergency number (112 in Europe, 911 in the US)" in PAST_READING


@pytest.mark.parametrize(
    "piece",
    [
        "took all my ",
        "30 of my ",
        "had lots of ",
        "bp is at now ",
        "blood sugar my my my ",
        "forgot insulin ",
        "if i eat ",
        "thinking about ",
        "5 ",
        "7.7",
        "1/",
        "heart 180 ",
        "fever fever ",
        "a",
        "- ",
    ],
)
def test_a_long_note_is_read_at_once(piece: str) -> None:
    text = (piece * 2000)[:2000]
    triage(text)
    start = time.process_time()
    triage(text)

    assert time.process_time() - start < 10
