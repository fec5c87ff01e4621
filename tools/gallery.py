"""Draws the gallery of the look in Chromium, light and dark, wide and narrow: python tools/gallery.py FOLDER."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartcity.settings")
os.environ.setdefault("SMARTCITY_DEBUG", "1")  # static files under their own names

import django  # noqa: E402 after the settings are named
from playwright.sync_api import sync_playwright  # noqa: E402 after the settings are named

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main(folder: Path) -> None:
    """One picture of each theme and width in `folder`; what the console says is printed."""
    from smartcity.lib.look.gallery import serving  # noqa: PLC0415 needs Django to be set up

    folder.mkdir(parents=True, exist_ok=True)
    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for theme in ("light", "dark"):
            for width in (1280, 360):
                page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=theme)
                page.on("console", lambda message: print(message.type, message.text))
                page.on("pageerror", lambda error: print("error", error))
                page.goto(address)
                page.locator("#map[data-ready]").wait_for()
                page.screenshot(path=folder / f"gallery-{theme}-{width}.png", full_page=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "var/gallery"))
