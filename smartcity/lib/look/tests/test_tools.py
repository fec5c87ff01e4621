"""The programs that fetch the front-end libraries and keep the city's words."""

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]


def tool(name):
    spec = importlib.util.spec_from_file_location(f"tools_{name}", ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def messages(tmp_path):
    module = tool("messages")
    module.ROOT = tmp_path / "smartcity"
    (module.ROOT / "qlue/templates/qlue").mkdir(parents=True)
    return module


def say(messages, template):
    (messages.ROOT / "qlue/templates/qlue/feed.html").write_text("{% load i18n %}" + template)


def po(messages):
    return messages.ROOT / "qlue/locale/en/LC_MESSAGES/django.po"


def test_the_lock_file_names_no_host_and_pins_exactly():
    lock = (ROOT / "package-lock.json").read_text()
    assert "://" not in lock
    assert '"resolved"' not in lock
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    held = json.loads(lock)["packages"]
    assert {name: held[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_copied_libraries_mention_no_source_map(tmp_path):
    frontend = tool("frontend")
    for source in frontend.FILES:
        place = tmp_path / "from" / source
        if place.suffix:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text("code();\n//# sourceMappingURL=x.map\n")
        else:
            place.mkdir(parents=True) if source.endswith("images") else place.write_text("MIT")
    frontend.copy(tmp_path / "from", tmp_path / "to")
    assert (tmp_path / "to/maplibre/maplibre-gl.js").read_text() == "code();\n"


def test_an_up_to_date_folder_is_left_alone(tmp_path, monkeypatch):
    frontend = tool("frontend")
    (tmp_path / ".lock").write_text(frontend.stamp())
    monkeypatch.setattr(frontend, "STAMP", tmp_path / ".lock")
    monkeypatch.setattr(frontend, "install", lambda folder: pytest.fail("npm was run"))
    frontend.main()


def test_a_word_without_english_fails_the_check(messages, capsys):
    say(messages, '{% translate "Kirim" %}')
    assert messages.check() == 1
    assert "qlue/feed.html:1: no English: 'Kirim'" in capsys.readouterr().out


def test_update_adds_it_once_and_its_english_satisfies_the_check(messages):
    say(messages, '{% translate "Kirim" %}')
    messages.update()
    messages.update()
    assert po(messages).read_text().count('msgid "Kirim"') == 1
    assert messages.check() == 1  # still empty
    po(messages).write_text(
        po(messages).read_text().replace('msgid "Kirim"\nmsgstr ""', 'msgid "Kirim"\nmsgstr "Send"')
    )
    assert messages.check() == 0


@pytest.mark.parametrize(
    "template, words",
    [
        ("{% blocktranslate trimmed with name=user.name %}\n  Halo {{ name }}\n{% endblocktranslate %}", (None, "Halo %(name)s")),
        ("{% blocktranslate count n=n %}{{ n }} foto{% plural %}{{ n }} foto{% endblocktranslate %}", (None, ("%(n)s foto", "%(n)s foto"))),
        ('{% translate "Selesai" context "status" %}', ("status", "Selesai")),
        ('{% icon "bell" label=_("Pemberitahuan") %}', (None, "Pemberitahuan")),
        ("    <p>\n  {% translate 'Rapikan' %}</p>", (None, "Rapikan")),
    ],
)  # fmt: skip
def test_words_are_found_in_templates(messages, template, words):
    say(messages, template)
    path = messages.ROOT / "qlue/templates/qlue/feed.html"
    assert [found for found, _line in messages.said_in(path)] == [words]


def test_words_are_found_in_python(messages):
    path = messages.ROOT / "qlue/forms.py"
    path.write_text(
        'label = _("Foto")\nstatus = word("status", "Menunggu")\nn = ngettext("%(n)d foto", "%(n)d foto", n)\n'
    )
    assert [words for words, _line in messages.said_in(path)] == [
        (None, "Foto"), ("status", "Menunggu"), (None, ("%(n)d foto", "%(n)d foto")),
    ]  # fmt: skip


def test_the_look_itself_lacks_no_english(messages):
    place = messages.ROOT / "lib/look"
    shutil.copytree(
        ROOT / "smartcity/lib/look", place, ignore=shutil.ignore_patterns("static", "tests", "__pycache__")
    )
    assert messages.missing(messages.catalogs()) == []
