"""What the schema of CAP 1.2 asks of a document, written anew: which children in which order, how often, of which shape."""

import re
from xml.etree.ElementTree import Element

SPACE = "{urn:oasis:names:tc:emergency:cap:1.2}"
ONE, MAYBE, MANY, SOME = (1, 1), (0, 1), (0, None), (1, None)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
NO_SPACE = re.compile(r"[^\s&<,]+")
TEXT = re.compile(r".+", re.S)
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
POLYGON = re.compile(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?( -?\d+(\.\d+)?,-?\d+(\.\d+)?){3,}")


def among(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


ALERT = [
    ("identifier", ONE, NO_SPACE), ("sender", ONE, NO_SPACE), ("sent", ONE, MOMENT),
    ("status", ONE, among("Actual", "Exercise", "System", "Test", "Draft")),
    ("msgType", ONE, among("Alert", "Update", "Cancel", "Ack", "Error")), ("source", MAYBE, TEXT),
    ("scope", ONE, among("Public", "Restricted", "Private")), ("restriction", MAYBE, TEXT), ("addresses", MAYBE, TEXT),
    ("code", MANY, TEXT), ("note", MAYBE, TEXT), ("references", MAYBE, TEXT), ("incidents", MAYBE, TEXT), ("info", MANY, None),
]  # fmt: skip
INFO = [
    ("language", MAYBE, LANGUAGE),
    ("category", SOME, among("Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra",
                             "CBRNE", "Other")),
    ("event", ONE, TEXT),
    ("responseType", MANY, among("Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None")),
    ("urgency", ONE, among("Immediate", "Expected", "Future", "Past", "Unknown")),
    ("severity", ONE, among("Extreme", "Severe", "Moderate", "Minor", "Unknown")),
    ("certainty", ONE, among("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
    ("audience", MAYBE, TEXT), ("eventCode", MANY, None), ("effective", MAYBE, MOMENT), ("onset", MAYBE, MOMENT),
    ("expires", MAYBE, MOMENT), ("senderName", MAYBE, TEXT), ("headline", MAYBE, TEXT), ("description", MAYBE, TEXT),
    ("instruction", MAYBE, TEXT), ("web", MAYBE, re.compile(r"https?://\S+")), ("contact", MAYBE, TEXT),
    ("parameter", MANY, None), ("resource", MANY, None), ("area", MANY, None),
]  # fmt: skip
AREA = [
    ("areaDesc", ONE, TEXT), ("polygon", MANY, POLYGON), ("circle", MANY, TEXT), ("geocode", MANY, None), ("altitude", MAYBE, TEXT),
    ("ceiling", MAYBE, TEXT),
]  # fmt: skip
PAIR = [("valueName", ONE, TEXT), ("value", ONE, TEXT)]
INSIDE = {"info": INFO, "area": AREA, "geocode": PAIR, "eventCode": PAIR, "parameter": PAIR}


def faults(root: Element) -> list[str]:
    """Empty for a valid alert."""
    found = [] if root.tag == f"{SPACE}alert" else [f"root {root.tag}"]
    return found + list(_faults(root, ALERT, "alert"))


def _faults(told: Element, rules, where):
    names = [child.tag.removeprefix(SPACE) for child in told]
    order = [name for name, _often, _shape in rules]
    if unknown := set(names) - set(order):
        yield f"{where}: {unknown}"
    elif names != sorted(names, key=order.index):
        yield f"{where}: order {names}"
    for name, (least, most), shape in rules:
        children = told.findall(f"{SPACE}{name}")
        if len(children) < least or (most is not None and len(children) > most):
            yield f"{where}: {len(children)} {name}"
        for child in children:
            if shape is None:
                yield from _faults(child, INSIDE[name], f"{where}/{name}")
            elif not shape.fullmatch(child.text or ""):
                yield f"{where}/{name}: {child.text!r}"
    for ring in told.findall(f"{SPACE}polygon"):
        points = ring.text.split()
        if points[0] != points[-1]:
            yield f"{where}: an open ring"
