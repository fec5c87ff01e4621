"""Fetching the published boundaries: every way it can go wrong, and the real files."""

import hashlib
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.conf import settings

from smartcity.areas import actions, queries, source
from smartcity.areas.commands import areas
from smartcity.areas.models import Area, Boundary
from smartcity.areas.tests.squares import LIST, SHARED, listed, real_data, shapes, square
from smartcity.lib.errors import Invalid

FILE = "batas.sql"


def sql(of=None):
    """Rows as they are published: paths of [lat, lon] pairs, one a polygon, one a multipolygon."""
    rows = []
    for n, (code, shape) in enumerate((of or shapes()).items()):
        ring = [[lat, lon] for lon, lat in shape.exterior.coords]
        rows.append(f"('{code}','Pulau O''Brien',-6.1,106.8,'{[[ring]] if n else [ring]}')")
    return ("INSERT INTO b(kode,nama,lat,lng,path) VALUES\n" + ",\n".join(rows) + ";").encode()


def pack(folder, content, address="http://127.0.0.1:9/{file}"):
    """A city pack whose source is one file of this content."""
    listed(folder, LIST.replace("A.", "1.").replace("B.", "2."))
    total = hashlib.sha256(content).hexdigest()
    text = f'source = "percobaan"\naddress = "{address}"\n[sha256]\n"{FILE}" = "{total}"\n'
    (folder / "boundaries.toml").write_text(text)
    (folder / FILE).write_bytes(content)
    return source.of_city(folder)


def numbered():
    """The squares under codes of digits, as the published ones are."""
    return {code.replace("A", "1").replace("B", "2"): square(code) for code in shapes()}


def fetch(*arguments):
    return CliRunner().invoke(areas, ["fetch", *arguments])


@pytest.fixture
def small_city(db, tmp_path, settings):
    settings.CITY = tmp_path
    return pack(tmp_path, sql(numbered()))


def test_it_works(small_city, tmp_path):
    result = fetch("--from", str(tmp_path))
    assert result.exit_code == 0
    assert "4 kelurahan, 2 kecamatan, 1 kota; 19," in result.output
    assert not queries.locate(106.801, -6.161).approximate
    assert set(Boundary.objects.values_list("source", flat=True)) == {"percobaan"}


@pytest.mark.parametrize("spoil, reason", [
    (lambda file: file.write_bytes(file.read_bytes() + b"\n"), "SHA-256"),
    (lambda file: file.unlink(), "tidak ada"),
])  # fmt: skip
def test_a_spoilt_file_leaves_nothing(small_city, tmp_path, spoil, reason):
    spoil(tmp_path / FILE)
    result = fetch("--from", str(tmp_path))
    assert isinstance(result.exception, Invalid)
    assert reason in str(result.exception)
    assert not Area.objects.exists()


@pytest.mark.parametrize("content, reason", [
    (b"SELECT 1;", "tidak ada dalam berkas"),
    (sql(numbered()).replace(b"-6.16", b"null"), "tidak bisa dibaca"),
    (sql({k: v for k, v in numbered().items() if k != "9.1.1.1"}), "9.1.1.1"),
])  # fmt: skip
def test_a_file_of_something_else_leaves_nothing(small_city, tmp_path, content, reason):
    pack(tmp_path, content)
    result = fetch("--from", str(tmp_path))
    assert isinstance(result.exception, Invalid)
    assert reason in str(result.exception)
    assert not Area.objects.exists()


def test_a_city_without_a_source(tmp_path):
    with pytest.raises(Invalid, match=r"boundaries\.toml"):
        source.of_city(tmp_path)


def test_a_source_that_cannot_be_read(tmp_path):
    (tmp_path / "boundaries.toml").write_text("source = ")
    with pytest.raises(Invalid, match="tidak bisa dibaca"):
        source.of_city(tmp_path)


class Publisher(BaseHTTPRequestHandler):
    """Serves one file; at /slow/ nothing until the test is over."""

    over = threading.Event()

    def do_GET(self):
        if self.path.startswith("/slow/"):
            self.over.wait(10)
        if self.path.endswith(FILE):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(sql(numbered()))
        else:
            self.send_error(404)

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def publisher():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.daemon_threads = True
    Publisher.over.clear()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    Publisher.over.set()
    server.shutdown()
    server.server_close()


def test_a_download(publisher, tmp_path):
    origin = pack(tmp_path, sql(numbered()), publisher + "/{file}")
    [(name, content)] = source.download(origin, timeout=10)
    assert (name, content) == (FILE, sql(numbered()))


def test_a_download_that_is_not_there(publisher, tmp_path):
    with pytest.raises(Invalid, match="Tidak bisa diunduh"):
        list(source.download(pack(tmp_path, b"", publisher + "/{file}x"), timeout=10))


def test_a_download_of_other_content(publisher, tmp_path):
    with pytest.raises(Invalid, match="SHA-256"):
        list(source.download(pack(tmp_path, b"other", publisher + "/{file}"), timeout=10))


def test_a_download_that_takes_too_long(publisher, tmp_path):
    with pytest.raises(Invalid, match=r"dalam 0\.2 detik"):
        list(source.download(pack(tmp_path, b"", publisher + "/slow/{file}"), timeout=0.2))


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/{file}", "bukan alamat"])
def test_nobody_there(tmp_path, address):
    with pytest.raises(Invalid, match="Tidak bisa diunduh"):
        list(source.download(pack(tmp_path, b"", address), timeout=10))


def test_without_the_internet_it_says_what_to_do(small_city):
    said = str(fetch("--timeout", "5").exception)
    assert said.startswith("Tidak bisa diunduh: tidak ada yang menjawab di sana. Coba lagi nanti,")
    assert "--from FOLDER" in said
    assert not Area.objects.exists()


# --- The real thing


@pytest.fixture(scope="module")
def jakarta():
    """The shapes of the six published files, mended; read once."""
    files = list(source.from_folder(source.of_city(settings.CITY), SHARED / "boundaries-source"))
    return SimpleNamespace(shapes=source.read(files))


@real_data
def test_jakarta(db, jakarta):
    actions.load_areas(settings.CITY / "areas.csv")
    loaded = actions.draw(jakarta.shapes, source="published", repair=True)
    assert loaded.counts == {"kelurahan": 267, "kecamatan": 44, "kota": 6}
    assert loaded.km2 == pytest.approx(660.99, abs=0.01)
    assert queries.locate(106.82715, -6.17539).area.full_name == "Gambir, Jakarta Pusat"
    leaves = list(Area.objects.leaves())
    assert queries.locate_many([a.lon for a in leaves], [a.lat for a in leaves]).tolist() == [
        a.pk for a in leaves
    ]


@real_data
def test_jakarta_unmended_is_refused(db, jakarta):
    actions.load_areas(settings.CITY / "areas.csv")
    with pytest.raises(Invalid, match="tumpang tindih"):
        actions.draw(jakarta.shapes, source="published")


@real_data
def test_another_vintage_stands_beside_the_first(db):
    actions.load_areas(settings.CITY / "areas.csv")
    actions.load_boundaries(SHARED / "jakarta-kelurahan.geojson")
    with pytest.raises(Invalid, match="6 kelurahan tidak ada"):
        actions.load_boundaries(SHARED / "jakarta-kelurahan-2014.geojson", valid_from=date(2014, 1, 1))
    loaded = actions.load_boundaries(SHARED / "jakarta-kelurahan-2014.geojson", valid_from=date(2014, 1, 1),
                                     valid_to=date(2017, 1, 1), partial=True)  # fmt: skip
    assert loaded.counts["kelurahan"] == 261
    rows = queries.index_of(date(2015, 1, 1))
    assert len(rows.areas) == 267
    assert not rows.approximate.any()
