"""Modules find one another under hashed names."""

import re

from django.core.files.base import ContentFile

from smartcity.lib.look.storage import ModuleStorage


def test_it_works(tmp_path):
    storage = ModuleStorage(location=tmp_path, base_url="/static/")
    files = {"js/a.js": 'import { b } from "./b.js";\nb();\n', "js/b.js": "export const b = () => 1;\n"}
    for name, text in files.items():
        storage.save(name, ContentFile(text))
    list(storage.post_process({name: (storage, name) for name in files}))
    hashed = (tmp_path / storage.stored_name("js/a.js")).read_text()
    assert re.search(r'from "\./b\.[0-9a-f]{12}\.js"', hashed)
    assert (tmp_path / "js/a.js").stat().st_mode & 0o777 == 0o644
