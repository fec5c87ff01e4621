"""Square areas and files of them, for tests: four kelurahan of 0.02 degrees around a cross, two kecamatan, a kota.

      106.80    106.82    106.84
-6.16   +---------+---------+
        |   A1    |   A2    |      kecamatan A
-6.18   +---------+---------+
        |   B1    |   B2    |      kecamatan B
-6.20   +---------+---------+
"""

import json
import os
from pathlib import Path

import pytest
from shapely.geometry import box, mapping

A1, A2, B1, B2 = "9.1.A.1", "9.1.A.2", "9.1.B.1", "9.1.B.2"
LIST = f"""code,name,short_name,level,parent,lon,lat
9.1,Kota Administrasi Kotak,Kotak,kota,,106.82,-6.18
9.1.A,Atas,,kecamatan,9.1,106.82,-6.17
9.1.B,Bawah,,kecamatan,9.1,106.82,-6.19
{A1},Satu,,kelurahan,9.1.A,106.81,-6.17
{A2},Dua,,kelurahan,9.1.A,106.83,-6.17
{B1},Tiga,,kelurahan,9.1.B,106.81,-6.19
{B2},Empat,,kelurahan,9.1.B,106.83,-6.19
"""


def square(code):
    row, column = code.split(".")[2:]
    west, north = 106.78 + 0.02 * int(column), -6.16 if row == "A" else -6.18
    return box(round(west, 2), round(north - 0.02, 2), round(west + 0.02, 2), north)


def shapes():
    """The four squares by code."""
    return {code: square(code) for code in (A1, A2, B1, B2)}


def collection(of, **more):
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": shape if isinstance(shape, dict) else mapping(shape),
        }
        for code, shape in (of.items() if isinstance(of, dict) else of)
    ]
    return {"type": "FeatureCollection", "features": features} | more


def written(folder, content):
    path = Path(folder) / "batas.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def listed(folder, content=LIST):
    path = Path(folder) / "areas.csv"
    path.write_text(content)
    return path


SHARED = Path(os.environ.get("SMARTCITY_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
real_data = pytest.mark.skipif(not SHARED.is_dir(), reason=f"real boundaries: {SHARED} is not here")
