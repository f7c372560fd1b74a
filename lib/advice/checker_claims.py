"""What advice never says, whatever the facts are: diagnoses, treatments, promises, shame, and talk about itself."""

import re
from collections.abc import Sequence

from lib.advice.checker_stems import listed, words_of
from lib.advice.facts import Fact

_ILLNESSES = (
    r"diabet\w*|prediabet\w*|hypertens\w*|hypotens\w*|an(?:a)?emi[ac]\w*|deficien\w*|insomni\w*|depress\w*|"
    r"disorders?|diseases?|syndromes?|infect\w*|cancer\w*|tumou?rs?|apn(?:o)?ea|arrhythmi\w*|fibrillation|"
    r"tachycardi\w*|bradycardi\w*|illness\w*|symptoms?|dehydrat\w*|overweight|obes\w*|underweight|malnou?ri\w*|"
    r"thyroid|migraines?|inflamm\w*|hormon\w*|cortisol|testosterone|metaboli\w*|immun\w*|cholesterol|toxins?|toxic|"
    r"covid|influenza|allerg\w*|asthma|epilep\w*|stroke|heart attacks?|heart failure|heart condition|blood clots?|"
    r"ulcers?|reflux|eczema|arthritis|gout|hepatitis|cirrhosis|dementia|alzheimer\w*|autis\w*|adhd|bipolar|ptsd|"
    r"anorexi\w*|bulimi\w*|addict\w*|pregnan\w*|menopaus\w*|polycystic|abnormal\w*|patholog\w*|chronic|clinical\w*|"
    r"risks?"
)
# Said only where a fact says the same.
_COMPLAINTS = listed(
    "sick ill unwell fever feverish headache headaches pain painful nausea nauseous dizzy dizziness anxious "
    "anxiety stress stressed cramps injured injury sore soreness fatigue exhausted cough cold flu hangover fat "
    "fatty fasting"
) - {"cold"}  # fmt: skip

_DRUGS = (
    r"paracetamol|acetaminophen|tylenol|panadol|ibuprofen|advil|motrin|nurofen|aspirin|naproxen|aleve|diclofenac|"
    r"voltaren|codeine|morphine|tramadol|oxycod\w+|fentanyl|opio?ids?|opiates?|heroin|cocaine|ecstasy|mdma|lsd|"
    r"ketamine|metformin|insulin|ozempic|wegovy|mounjaro|semaglutide|tirzepatide|statins?|warfarin|heparin|eliquis|"
    r"xarelto|clopidogrel|digoxin|levothyroxine|thyroxine|prednis\w+|cortisone|hydrocortisone|steroids?|antibiotics?|"
    r"penicillin|amoxicillin|antihistamines?|benadryl|cetirizine|loratadine|claritin|zyrtec|antacids?|"
    r"antidepressants?|ssris?|prozac|zoloft|lexapro|xanax|valium|ativan|klonopin|ambien|zopiclone|zolpidem|lithium|"
    r"adderall|ritalin|modafinil|viagra|cialis|laxatives?|diuretics?|furosemide|lasix|beta[- ]?blockers?|"
    r"painkillers?|sedatives?|tranquilli[sz]ers?|stimulants?|sleeping (?:pill|tablet|aid)s?|contraceptives?|"
    r"inhalers?|vaccin\w+|ephedrine|clenbuterol|phentermine|orlistat|nyquil|sudafed|imodium|omeprazole|"
    r"\w{2,20}(?:sartan|prazole|oxetine|azepam|azolam|gliptin|gliflozin|glutide|cillin|mycin|vastatin|triptan|dipine|"
    r"olol)"
)
# Spaces say nothing in a pattern over several lines.
_WORDS = f"{_ILLNESSES}|{_DRUGS}".replace(" ", "[ ]").replace("[-[ ]]", "[ -]")
_MEDICAL = re.compile(
    rf"""\b(?:{_WORDS}
    |medic(?:al|ally|ine|ines|ation|ations|ate|ated)|dos(?:e|es|age|ing)|pills?|tablets?|capsules?|drugs?|prescri\w+
    |diagnos\w+|therap\w+|remed(?:y|ies)|doctors?|physicians?|specialists?|nurses?|clinics?|consult\w*|emergenc\w*|
    ambulance|surgery|hospital|patients
    |prevent\w*|cur(?:e|es|ed|ing|ative)|heal(?:s|ed|ing)?|treat(?:s|ed|ing|ment|ments)?|reverses?|revers(?:ed|ing)
    |detox\w*|cleanses?|cleansing|flush(?:es|ing)?|guarantee\w*|proven|scientific\w*|studies|research\w*|evidence|
    miracle\w*
    |caus(?:e|es|ed|ing)|because|due[ ]to|leads?[ ]to|led[ ]to|leading[ ]to|results?[ ]in|resulted[ ]in|thanks[ ]to
    |boost\w*[ ](?:\w+[ ]){{0,2}}(?:energy|brain|mood|health|recovery|focus)
    |(?:lower|reduc|rais|improv|increas|decreas|normali[sz]|regulat|stabili[sz]|balanc|control|spik)\w*
      [ ](?:\w+[ ]){{0,3}}(?:blood|insulin|glucose|sugar|pressure|heart|hrv|pulse|stress|anxiety|pain|sleep)
    |help\w*[ ](?:\w+[ ]){{0,2}}(?:digest\w*|heart|blood|fat|pain|anxiety|stress|brain|skin)
    |burn(?:s|ing|ed)?(?:[ ]\w+)?[ ](?:fat|calories|kcal|it)|fat[ -]burn\w*
    |fast[ ](?:for|until|till|today|tomorrow|all)|intermittent|purg\w+|vomit\w*|starv\w+|stop|stopping|quit
    |skip(?:ping|ped)?[ ](?:\w+[ ]){{0,2}}(?:meals?|breakfast|lunch|dinner|supper|snacks?|food|eating)
    |(?:do[ ]not|don['’]t|never|avoid|avoiding|without)[ ](?:eat|eating|drink|drinking)|eat(?:ing)?[ ]less|restrict\w*
    )\b""",
    re.VERBOSE,
)
_TAKE = re.compile(r"\btak(?:e|ing)\b(?P<what>(?:[ ]\w+){0,4})")
_MAY_BE_TAKEN = re.compile(
    r"[ ](?:(?:a|an|the|some|your|another|it|that|this|time|one|more|short|gentle|quiet|calm|slow|deep|little|quick|"
    r"easy|proper|few|real|small|brisk|evening|relaxed)[ ])*(?:walk|stroll|break|breaks|moment|moments|rest|breath|"
    r"breaths|time|easy|slowly|slow|note|care|pride|look|nap|step|pause|day|evening|notice|seat|bottle|stock|in|up|"
    r"place)\b"
    # "could take you to 2 l", "taking things gently"
    r"|[ ](?:you|it|that|today)[ ](?:to|towards?|closer|past|near|nearer|over|further)\b"
    r"|[ ]things[ ](?:easy|gently|slow|slowly)\b"
)
_YOU_HAVE = re.compile(r"\b(?:you have|you['’]ve)\b(?P<what>(?:[ ][^ ]+){0,5})")
_DONE = re.compile(
    r"[ ](?:(?:already|now|just|only|about|around|almost|nearly|been|also|still|got|had|even|over)[ ]?)*(?:$|[\d½¼¾]|"
    r"\w+ed\b|(?:had|been|got|drunk|eaten|slept|run|swum|done|kept|met|made|come|gone|taken|written|built|begun|put|"
    r"found|given|risen|spent|hit|left|room|time|space|plenty|every|one|more|this|good|(?:an?|the)[ ](?:good|great|"
    r"lovely|nice|calm|solid|steady|fair|strong|quiet|free|rest|little|bit|few|glass|lot|couple|chance|head[ ]start|"
    r"full|whole|plan|habit|rhythm|streak|goal)|two|three|four|five|six|seven|eight|nine|ten|half|some|enough)\b)"
)

_SHAMING = re.compile(
    r"""\b(?:cheat\w*|junk|guilt\w*|lazy|laziness|sham(?:e|es|ed|eful|ing)|asham\w+|disgust\w*|disgrac\w*|fail\w*|pathetic
    |weak|weakness|greed\w*|glutton\w*|sinful|sin|naught\w*|indulg\w*|excuses?|punish\w*|pig|ugly|chubby|fatty|fatso
    |slack\w*|slob|disappoint\w*|ruin\w*|earn\w*|unhealthy|stupid\w*|idiot\w*|dumb|loser|worthless|hate|kill\w*
    |die|dead|death|suicid\w*|damn|hell|sex\w*|shit\w*|fuck\w*|crap|should(?:[ ]not|n['’]t)?[ ]have|you[ ]must|must
    |(?:bad|guilty|clean|dirty|sinful)[ ](?:food|foods|choice|choices|habit|habits|eating)|bad[ ](?:for|person)
    |(?:burn|work|walk|run|sweat)(?:ing)?[ ](?:it|that|this|them)?[ ]?off|make[ ]up[ ]for|overeat\w*|overate|
    binge\w*)\b""",
    re.VERBOSE,
)
_WEIGHT = re.compile(
    r"""\b(?:(?:los(?:e|es|t|ing|s)|drop\w*|shed\w*|reduc\w*|gain\w*|cut\w*)[ ](?:\w+[ ]){0,3}
      (?:weight|kg|kilos?|kilograms?|pounds?|lbs?|lb|fat|inches|calories|kcal|waist|belly|size)
    |weight[ -](?:loss|gain|management)|slim\w*|deficit|diet|diets|dieting|skinny|thin|thinner|lean|leaner|belly|bikini
    |get[ ](?:in|into)[ ]shape|fat[ -]loss)\b""",
    re.VERBOSE,
)
_ABOUT_ITSELF = re.compile(
    r"""\b(?:as[ ]an?[ ](?:ai|assistant|language|artificial|large|chatbot|coach|doctor)|ai|a\.i\.|llm|gpt|gemini
    |language[ ]model|chatbot|prompts?|instructions?|instructed|ignore\w*|ignoring|disregard\w*|overrid\w+
    |jailbreak\w*|json|facts?|system[ ](?:prompts?|messages?)|developer|password|api
    |i['’]?m|i['’]d|i['’]ll|i['’]ve|i[ ](?:can|cannot|am|will|have|do|think|suggest|recommend|would|understand)
    |sorry|apolog\w+|certainly|here[ ](?:is|are)|here['’]s|undefined|null|none|nan|lorem|ipsum
    |click|subscribe|download|buy|free[ ]trial|discount|promo\w*|dot[ ](?:com|net|org))\b""",
    re.VERBOSE,
)
_ILL_THING = re.compile(r"\b(?:condition|problem|issue|disorder|abuse)\b")


def fault(line: str, facts: Sequence[Fact]) -> str:
    low = line.lower()
    said = " ".join(" ".join((fact.said, *fact.names)) for fact in facts).lower()
    known = set(words_of(said))
    if _ABOUT_ITSELF.search(low):
        return "itself"
    if _MEDICAL.search(low):
        return "medical"
    if complaints := (_COMPLAINTS - known).intersection(words_of(low)):
        return "shaming" if complaints <= {"fat", "fatty"} else "medical"
    if any(not _MAY_BE_TAKEN.match(found["what"]) for found in _TAKE.finditer(low)):
        return "medical"
    if any(not _DONE.match(found["what"]) or _ILL_THING.search(found["what"]) for found in _YOU_HAVE.finditer(low)):
        return "medical"
    if _SHAMING.search(low):
        return "shaming"
    if _WEIGHT.search(low) and not _WEIGHT.search(said):
        return "weight"
    return ""
