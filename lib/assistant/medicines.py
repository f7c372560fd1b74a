"""Names of medicines: none of them is ever offered to be logged."""

import re

_NAMES = (
    r"paracetamol|acetaminophen|tylenol|panadol|ibuprofen|advil|motrin|nurofen|aspirin|naproxen|aleve|diclofenac|"
    r"voltaren|codeine|morphine|tramadol|oxycod\w+|fentanyl|metformin|insulin|ozempic|wegovy|mounjaro|semaglutide|"
    r"tirzepatide|statins?|warfarin|heparin|eliquis|xarelto|clopidogrel|digoxin|levothyroxine|thyroxine|prednis\w+|"
    r"cortisone|hydrocortisone|antibiotics?|penicillin|antihistamines?|benadryl|cetirizine|loratadine|claritin|zyrtec|"
    r"antacids?|antidepressants?|ssris?|prozac|zoloft|lexapro|xanax|valium|ativan|klonopin|ambien|zopiclone|zolpidem|"
    r"lithium|adderall|ritalin|modafinil|viagra|cialis|laxatives?|diuretics?|furosemide|lasix|beta[- ]?blockers?|"
    r"painkillers?|pain killers?|sedatives?|tranquilli[sz]ers?|sleeping (?:pill|tablet)s?|contraceptives?|inhalers?|"
    r"ephedrine|clenbuterol|phentermine|orlistat|nyquil|sudafed|imodium|melatonin|lisinopril|ramipril|gabapentin|"
    r"pregabalin|medicines?|medications?|meds|pills?|tablets?|capsules?|"
    r"\w{2,20}(?:sartan|prazole|oxetine|azepam|azolam|gliptin|gliflozin|glutide|cillin|mycin|vastatin|triptan|dipine|"
    r"olol)"
)
_NAMED = re.compile(rf"\b(?:{_NAMES})s?\b", re.IGNORECASE)


def names_one(text: str) -> bool:
    return bool(_NAMED.search(text))
