"""XML that is written: whole documents, without what no document may hold."""

import re
from xml.etree.ElementTree import Element, SubElement, tostring

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """What XML 1.0 cannot say stands as the replacement character."""
    return NOT_IN_XML.sub("\ufffd", str(text))


def add(parent: Element, name: str, text: object = "", **attributes: str) -> Element:
    """One more child; an empty text is none."""
    child = SubElement(parent, name, {key: plain(value) for key, value in attributes.items()})
    if text != "":
        child.text = plain(text)
    return child


def document(root: Element) -> bytes:
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body
