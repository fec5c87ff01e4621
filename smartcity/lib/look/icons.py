"""Every icon and status mark as SVG, drawn for this project: 24 px, line 1.8, round ends, one idea each."""

# name -> what stands inside <svg viewBox="0 0 24 24">
ICONS: dict[str, str] = {
    # ways about
    "back": '<path d="M19 12H5.5M11 6l-6 6 6 6"/>',
    "forward-arrow": '<path d="M5 12h13.5M13 6l6 6-6 6"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "search": '<circle cx="11" cy="11" r="6"/><path d="m15.6 15.6 4.4 4.4"/>',
    "bell": '<path d="M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 2H5z"/><path d="M10.2 21h3.6"/>',
    "share": '<circle cx="6.5" cy="12" r="2.3"/><circle cx="17" cy="6.5" r="2.3"/><circle cx="17" cy="17.5" r="2.3"/>'
    '<path d="m8.6 11 6.3-3.4M8.6 13l6.3 3.4"/>',
    "more": '<path d="M6 12h.01M12 12h.01M18 12h.01" stroke-width="3"/>',
    "menu": '<path d="M4.5 7h15M4.5 12h15M4.5 17h15"/>',
    "home": '<path d="M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z"/>',
    "map": '<path d="m9 5-5 2v12l5-2 6 2 5-2V5l-5 2z"/><path d="M9 5v12M15 7v12"/>',
    "user": '<circle cx="12" cy="8.5" r="3.7"/><path d="M4.8 20c.8-3.8 3.6-5.6 7.2-5.6s6.4 1.8 7.2 5.6"/>',
    "people": '<circle cx="9" cy="9" r="3.2"/><path d="M3 19c.6-3.2 2.9-4.7 6-4.7s5.4 1.5 6 4.7M15.5 6.2a3.2 3.2'
    ' 0 0 1 0 5.7M17.5 14.8c2 .6 3.2 2 3.6 4.2"/>',
    "doc": '<path d="M6 4h8l4 4v12H6z"/><path d="M14 4v4h4M9 13h6M9 16.5h4"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01"/>',
    "history": '<path d="M4.5 12A7.5 7.5 0 1 0 7 6.4M4.5 5v4h4"/><path d="M12 8v4.3l3 1.7"/>',
    "chart": '<path d="M4.5 4.5v15h15M8.5 16v-4M12.5 16V8M16.5 16v-6"/>',
    "grid": '<path d="M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z"/>',
    "settings": '<circle cx="12" cy="12" r="2.7"/><path d="M17.8 10.2 20.3 10.6V13.4L17.8 13.8l-.4 1 1.5 2-2.1'
    " 2.1-2-1.5-1 .4-.4 2.5h-2.8L10.2 17.8l-1-.4-2 1.5-2.1-2.1 1.5-2-.4-1-2.5-.4v-2.8l2.5-.4"
    '.4-1-1.5-2L7.2 5.1l2 1.5 1-.4.4-2.5h2.8l.4 2.5 1 .4 2-1.5 2.1 2.1-1.5 2z"/>',
    "logout": '<path d="M14 5H6v14h8M11 12h9M16.5 8l4 4-4 4"/>',
    "login": '<path d="M10 5h8v14h-8M4 12h9.5M10 8l4 4-4 4"/>',
    "globe": '<circle cx="12" cy="12" r="8"/><path d="M4 12h16M12 4c2.6 2.4 3.6 5 3.6 8s-1 5.6-3.6'
    ' 8c-2.6-2.4-3.6-5-3.6-8s1-5.6 3.6-8z"/>',
    "expand": '<path d="M14 4.5h5.5V10M10 19.5H4.5V14M19 5l-5.5 5.5M5 19l5.5-5.5"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-up": '<path d="m6 15 6-6 6 6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "arrows": '<path d="m8.5 8-4 4 4 4M15.5 8l4 4-4 4"/>',
    "drag": '<path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="2.6"/>',
    "external": '<path d="M14 4.5h5.5V10M19 5l-8 8M17 13.5v5.5H5V7h5.5"/>',
    # acts
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "send": '<path d="M4.5 11.5 20 4.5l-5 15.5-3.5-6.5z"/><path d="m11.5 13.5 3.5-4"/>',
    "support": '<path d="M12 4.5 19 12h-4v7.5H9V12H5z"/>',
    "comment": '<path d="M4.5 5.5h15v11H11l-4.5 3.5v-3.5h-2z"/>',
    "forward": '<path d="M4.5 18c.5-5 3.5-7.5 9-7.5H19M15 6l4.5 4.5L15 15"/>',
    "coordinate": '<path d="m3.5 8 4-2 4.5 2 4.5-2 4 2v7.5l-3 .5-4 3.5-6.5-3-3.5-.5z"/>'
    '<path d="M12 8 9.5 11.5l2 1L14 11l4 4"/>',
    "merge": '<path d="M7 5v4c0 3 5 3 5 6v4.5M17 5v4c0 3-5 3-5 6"/>',
    "reject": '<circle cx="12" cy="12" r="8"/><path d="M8.5 12h7"/>',
    "reopen": '<path d="M19.5 12A7.5 7.5 0 1 1 17 6.4M19.5 5v4h-4"/>',
    "resume": '<path d="M8 5.5v13l10.5-6.5z"/>',
    "play": '<path d="M8 5.5v13l10.5-6.5z"/>',
    "pause": '<path d="M9 6v12M15 6v12" stroke-width="3"/>',
    "edit": '<path d="m5 19 1-4L16.5 4.5l3 3L9 18z"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="1.5"/><path d="M15.5 8.5v-4h-11v11h4"/>',
    "save": '<path d="M6 5h10l3 3v11H5V5z"/><path d="M8.5 5v4.5h6V5M8 19v-5.5h8V19"/>',
    "download": '<path d="M12 4.5V15M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14"/>',
    "upload": '<path d="M12 15.5V5M7.5 9 12 4.5 16.5 9M5 19.5h14"/>',
    "filter": '<path d="M4 7h16M7 12h10M10 17h4"/>',
    "assign": '<circle cx="10" cy="8.5" r="3.5"/><path d="M3.5 19.5c.7-3.5 3.1-5.2 6.5-5.2 1.5 0 2.8.3'
    ' 3.9 1M18 13v7M14.5 16.5h7"/>',
    "flag": '<path d="M6 21V4.5h11.5l-2.5 4 2.5 4H6"/>',
    "star": '<path d="m12 4 2.4 5.2 5.6.6-4.2 3.8 1.2 5.6-5-2.9-5 2.9 1.2-5.6L4 9.8l5.6-.6z"/>',
    # facts
    "clock": '<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>',
    "warning": '<path d="M12 4.5 20.5 19h-17z"/><path d="M12 10v4M12 16.6h.01"/>',
    "info": '<circle cx="12" cy="12" r="8"/><path d="M12 11.5V16M12 8.3h.01"/>',
    "help": '<circle cx="12" cy="12" r="8"/><path d="M9.8 9.9a2.3 2.3 0 1 1 3.4 2.2c-.8.5-1.2.9-1.2 1.9'
    'M12 16.5h.01"/>',
    "pin": '<path d="M12 21s6.5-6.2 6.5-11A6.5 6.5 0 0 0 5.5 10c0 4.8 6.5 11 6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "locate": '<circle cx="12" cy="12" r="6.5"/><path d="M12 3v4M12 17v4M3 12h4M17 12h4"/>',
    "layers": '<path d="m12 4.5 8 4.3-8 4.3-8-4.3z"/><path d="m4 13 8 4.3 8-4.3"/>',
    "camera": '<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
    "photo": '<rect x="4" y="5" width="16" height="14" rx="1.5"/><circle cx="9" cy="10" r="1.6"/>'
    '<path d="m5 18 5-4.5 3 2.5 3-3 4 3.5"/>',
    "calendar": '<rect x="4.5" y="6" width="15" height="13.5" rx="1.5"/><path d="M4.5 10.5h15M8.5 4v4M15.5 4v4"/>',
    "eye": '<path d="M3 12c2.3-4 5.3-6 9-6s6.7 2 9 6c-2.3 4-5.3 6-9 6s-6.7-2-9-6z"/>'
    '<circle cx="12" cy="12" r="2.7"/>',
    "lock": '<rect x="5.5" y="10.5" width="13" height="9" rx="1.5"/><path d="M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "key": '<circle cx="8.5" cy="12" r="3.7"/><path d="M12.2 12H20v3M16.5 12v2.5"/>',
    "shield": '<path d="M12 4 5 6.5V12c0 4.3 3 7 7 8.5 4-1.5 7-4.2 7-8.5V6.5z"/>'
    '<path d="m9 12 2.2 2.2L15.2 10"/>',
    "phone": '<path d="M7 4.5h3l1.3 4-2 1.5a11 11 0 0 0 4.7 4.7l1.5-2 4 1.3v3a2 2 0 0 1-2.2 2A15 15 0 0 1'
    ' 5 6.7a2 2 0 0 1 2-2.2z"/>',
    "mail": '<rect x="4" y="6" width="16" height="12" rx="1.5"/><path d="m4.5 7.5 7.5 5.5 7.5-5.5"/>',
    "offline": '<path d="m4 4 16 16M8.3 14.5a5.3 5.3 0 0 1 6-1M5 11.3A10 10 0 0 1 9 8.8M12.5 8a10 10 0 0 1'
    ' 6.5 3.3M12 18.5h.01"/>',
    "bolt": '<path d="M13 3.5 6 13.5h5l-1 7 7-10h-5z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4'
    'M18.4 5.6 17 7M7 17l-1.4 1.4"/>',
    "moon": '<path d="M19 14.5A7.5 7.5 0 1 1 10 5a6 6 0 0 0 9 9.5z"/>',
    "office": '<path d="M4 20h16M5.5 20V9.5L12 5l6.5 4.5V20M9 20v-6M12 20v-6M15 20v-6"/>',
    # what can be wrong in a city, and who mends it
    "flood": '<path d="M5 12V8.5L12 4l7 4.5V12"/><path d="M3 15.5c1.5 0 1.5 1 3 1s1.5-1 3-1 1.5 1 3 1'
    " 1.5-1 3-1 1.5 1 3 1 1.5-1 3-1M3 19.5c1.5 0 1.5 1 3 1s1.5-1 3-1 1.5 1 3 1 1.5-1 3-1 1.5 1 3 1"
    ' 1.5-1 3-1"/>',
    "road": '<path d="M8 4 4.5 20M16 4l3.5 16"/><path d="M12 4v2.5M12 18v2"/>'
    '<path d="M9.5 12.5 11 10.5l1.5 1.2 1.8-.7.7 2.2-1.5 1.8-2.5.3z"/>',
    "rubbish": '<path d="M5 7.5h14M9.5 7.5V5h5v2.5M6.5 7.5l1 12.5h9l1-12.5M10.3 11v5.5M13.7 11v5.5"/>',
    "lamp": '<path d="M7 21V7a3 3 0 0 1 3-3h3.5a2 2 0 0 1 2 2v1"/>'
    '<path d="M12 9.5a3.5 2.5 0 0 1 7 0zM15.5 13v1M12.5 12.5l-.7.8M18.5 12.5l.7.8"/>',
    "tree": '<path d="M12 21v-8M12 16l3-2.5"/>'
    '<path d="M8 14.5a4 4 0 0 1-1.5-7.5 5.5 5.5 0 0 1 10.7-.5A4 4 0 0 1 16.5 14.3"/>',
    "car": '<path d="M4.5 16.5v-3l2-5h11l2 5v3z"/><path d="M4.5 13.5h15M6.5 16.5v2M17.5 16.5v2M8 15h.01M16 15h.01"/>',
    "parking": '<rect x="5" y="4.5" width="14" height="15" rx="2"/><path d="M10 16V8.5h2.8a2.3 2.3 0 0 1 0 4.7H10"/>',
    "drain": '<rect x="4.5" y="6" width="15" height="12" rx="1.5"/><path d="M7.5 9v6M10.5 9v6M13.5 9v6M16.5 9v6"/>',
    "pavement": '<path d="M4 18h16M4 14h4l3-4h9M8 14v4M14 10v8"/>',
    "bed": '<path d="M4 19V6M4 16h16v3M20 16v-3.5a2.5 2.5 0 0 0-2.5-2.5H10v6"/><circle cx="7" cy="12" r="1.6"/>',
    "hospital": '<path d="M5 20V7.5L12 4l7 3.5V20M3.5 20h17M10 20v-3.5h4V20M12 8.5v4.5M9.8 10.7h4.4"/>',
    "health": '<rect x="4.5" y="5.5" width="15" height="14" rx="2"/><path d="M12 9v7M8.5 12.5h7"/>',
    "cctv": '<path d="m4 8.5 12-3.5 1.8 5.5L6 14z"/><path d="m17.3 8.7 2.7.8M8.5 13.3 10 17h4M14 14.8v4.4"/>',
    "police": '<path d="M12 4 5 6.5V12c0 4.3 3 7 7 8.5 4-1.5 7-4.2 7-8.5V6.5z"/>'
    '<path d="m12 8.5 1.1 2.3 2.5.3-1.8 1.7.4 2.5-2.2-1.2-2.2 1.2.4-2.5-1.8-1.7 2.5-.3z"/>',
    "pump": '<circle cx="9.5" cy="13" r="4.5"/><path d="M9.5 8.5V5H15M14 13h5.5v6M4 19.5h11M9.5 13h.01"/>',
    "river": '<path d="M3 7.5c2.2 0 2.2 1.5 4.5 1.5S9.8 7.5 12 7.5s2.2 1.5 4.5 1.5S18.8 7.5 21 7.5M3 12c2.2 0 2.2'
    " 1.5 4.5 1.5S9.8 12 12 12s2.2 1.5 4.5 1.5S18.8 12 21 12M3 16.5c2.2 0 2.2 1.5 4.5 1.5s2.3-1.5"
    ' 4.5-1.5 2.2 1.5 4.5 1.5 2.3-1.5 4.5-1.5"/>',
    "bus": '<rect x="5" y="4.5" width="14" height="12.5" rx="2"/><path d="M5 11.5h14M7.5 17v2.5M16.5 17v2.5M8 14.3h.01'
    'M16 14.3h.01"/>',
    "signal": '<rect x="8.5" y="3.5" width="7" height="17" rx="3"/><path d="M12 7.5h.01M12 12h.01M12 16.5h.01" stroke-width="2.6"/>',
    "noise": '<path d="M4.5 9.5v5h3.5l4.5 4v-13L8 9.5z"/><path d="M15.5 9a4.3 4.3 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>',
    "building": '<path d="M6 20V4.5h8V20M14 9.5h4.5V20M3.5 20h17M9 8.5h2M9 12h2M9 15.5h2"/>',
    "hawker": '<path d="M4 9 5.5 4.5h13L20 9zM6 9v7.5h12V9M18 12.5h3"/><circle cx="9" cy="18.5" r="1.7"/>'
    '<circle cx="15" cy="18.5" r="1.7"/>',
    "market": '<path d="M5 10.5V20h14v-9.5M4 10.5 5.5 5h13l1.5 5.5zM9.5 20v-5h5v5"/>',
    "electricity": '<path d="M9 4v4.5M15 4v4.5M6.5 8.5h11V12a5.5 5.5 0 0 1-11 0zM12 17.5V21"/>',
    "water": '<path d="M12 4c3.5 4.2 5.5 7.2 5.5 10a5.5 5.5 0 0 1-11 0c0-2.8 2-5.8 5.5-10z"/>',
    "fire": '<path d="M12 3.5c.5 3 4.8 5.2 4.8 10A4.8 4.8 0 0 1 12 20.5a4.8 4.8 0 0 1-4.8-5c0-2.3 1.3-3.5 2-5'
    ' .8.8 1.3 1.5 1.5 2.5 1.5-2.5 1.3-6.5 1.3-9.5z"/>',
    "animal": '<path d="M12 12.5c2.5 0 4.8 2.5 4.8 4.8 0 1.7-1.3 2.5-2.8 2.2-1.3-.3-2.7-.3-4 0-1.5.3-2.8-.5-2.8-2.2'
    ' 0-2.3 2.3-4.8 4.8-4.8z"/><path d="M5.5 11.5h.01M9.3 7h.01M14.7 7h.01M18.5 11.5h.01" stroke-width="3.2"/>',
    "park": '<path d="M12 20.5V15M12 3.5 7.5 9.5h2L6.5 15h11l-3-5.5h2z"/>',
    "school": '<path d="m3 9.5 9-4.5 9 4.5-9 4.5z"/><path d="M7 12v4.5c3 2.2 7 2.2 10 0V12M21 9.5V15"/>',
    "bridge": '<path d="M3 10h18M5 10v9M19 10v9M5 16c2-4.5 12-4.5 14 0"/>',
    "sign": '<path d="M12 21V4M5 5.5h11l3 3-3 3H5z"/>',
    "crowd": '<circle cx="12" cy="8" r="3"/><path d="M7 19c.4-3.7 2.3-5.5 5-5.5s4.6 1.8 5 5.5M4.5 11.5h.01M19.5 11.5h.01'
    'M2.5 17c.2-1.5 1-2.5 2-2.5M21.5 17c-.2-1.5-1-2.5-2-2.5"/>',
    "smoking": '<path d="M3.5 15H16v3.5H3.5zM12.5 15v3.5M19.5 15v3.5M19.5 12c0-3-3-2.5-3-5.5M15.5 12c0-1.5-1.5-1.5-1.5-3.5"/>',
    "smoke": '<path d="M7 15.5a3.5 3.5 0 0 1 .5-7 5 5 0 0 1 9.3 1A3 3 0 0 1 17 15.5zM8 19h8"/>',
    "other": '<circle cx="12" cy="12" r="8"/><path d="M8.5 12h.01M12 12h.01M15.5 12h.01" stroke-width="2.6"/>',
}

# Status marks, viewBox 0 0 20 20. The shape alone tells the status: circle, diamond, rounded square, octagon.
_SQUARE = 'd="M10 .9 19.1 10 10 19.1.9 10z"'
DIAMOND = f'<path class="mark-fill" {_SQUARE}/><path class="mark-edge" {_SQUARE}/>'
OCTAGON = '<path class="mark-fill" d="M6.3 1.5h7.4l4.8 4.8v7.4l-4.8 4.8H6.3L1.5 13.7V6.3z"/>'
MARKS: dict[str, str] = {
    "waiting": '<circle class="mark-fill" cx="10" cy="10" r="8.3"/><path class="mark-line" d="M10 5.6V10l2.9 1.9"/>',
    "in_progress": DIAMOND + '<path class="mark-solid" d="M10 5v10l5-5z"/>',
    "coordinating": DIAMOND
    + '<circle class="mark-solid" cx="7.3" cy="10" r="1.7"/><circle class="mark-solid" cx="12.7" cy="10" r="1.7"/>',
    "answered": DIAMOND + '<path class="mark-line" d="m6.8 10.2 2.3 2.2 4.1-4.5"/>',
    "done": '<rect class="mark-fill" x="1.7" y="1.7" width="16.6" height="16.6" rx="3.5"/>'
    '<path class="mark-line" d="m5.8 10.3 2.9 2.9 5.6-6.2"/>',
    "rejected": OCTAGON + '<path class="mark-line" d="M6 10h8"/>',
    "merged": OCTAGON
    + '<path class="mark-line" d="M6.8 5.5c0 3 3.2 3.2 3.2 5.5v3.5M13.2 5.5c0 3-3.2 3.2-3.2 5.5"/>',
}
