"""The dictionary: what a public report is as open data, column by column. Names are for ever; words are for people."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Type(StrEnum):
    """How a value stands in a file: moments as W3CDTF in UTC, 2026-11-23T09:41:00Z."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    MOMENT = "datetime"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: Type
    meaning: Promise
    example: str
    unit: str | Promise = ""


COLUMNS = (
    Column("number", Type.INTEGER, _("Nomor laporan, tetap selamanya"), "711953"),
    Column("url", Type.TEXT, _("Halaman laporan ini"), "https://lapor.example.id/qlue/laporan/711953/"),
    Column("category", Type.TEXT, _("Kode kategori"), "road"),
    Column("category_name", Type.TEXT, _("Nama kategori dalam bahasa Indonesia"), "Jalan rusak"),
    Column("status", Type.TEXT, _("waiting menunggu, in_progress diproses, coordinating koordinasi, answered dijawab, "
                                  "done selesai, rejected ditolak, merged digabung"), "in_progress"),
    Column("text", Type.TEXT, _("Yang ditulis warga; kosong bila coarse"), "Lubang dalam di tengah jalan"),
    Column("landmark", Type.TEXT, _("Patokan tempat; kosong bila coarse"), "Depan Halte Juanda"),
    Column("lon", Type.NUMBER, _("Bujur WGS 84; bila coarse, titik wakil kelurahan"), "106.81", _("derajat")),
    Column("lat", Type.NUMBER, _("Lintang WGS 84; bila coarse, titik wakil kelurahan"), "-6.17", _("derajat")),
    Column("coarse", Type.BOOLEAN, _("Benar bila kategorinya peka: tempat hanya sampai kelurahan, tanpa tulisan"),
           "false"),
    Column("area_code", Type.TEXT, _("Kode kelurahan (Kemendagri)"), "31.71.01.1001"),
    Column("kelurahan", Type.TEXT, _("Nama kelurahan"), "Gambir"),
    Column("kecamatan", Type.TEXT, _("Nama kecamatan"), "Gambir"),
    Column("kota", Type.TEXT, _("Nama kota atau kabupaten"), "Kota Jakarta Pusat"),
    Column("office", Type.TEXT, _("Kantor yang memegang laporan sekarang"), "Lurah Gambir"),
    Column("channel", Type.TEXT, _("Cara laporan masuk: qlue, api, open311, camera atau import"), "qlue"),
    Column("created_at", Type.MOMENT, _("Saat dilaporkan"), "2026-11-23T09:41:00Z", "UTC"),
    Column("updated_at", Type.MOMENT, _("Saat terakhir berubah"), "2026-11-24T02:10:00Z", "UTC"),
    Column("resolve_by", Type.MOMENT, _("Batas waktu penyelesaian yang dijanjikan"), "2026-11-30T09:41:00Z", "UTC"),
    Column("answered_at", Type.MOMENT, _("Saat jawaban terakhir; kosong bila belum dijawab"),
           "2026-11-24T02:10:00Z", "UTC"),
    Column("closed_at", Type.MOMENT, _("Saat ditutup; kosong bila masih terbuka"), "2026-11-25T08:00:00Z", "UTC"),
    Column("supports", Type.INTEGER, _("Banyaknya warga yang mendukung"), "12", _("orang")),
    Column("comments", Type.INTEGER, _("Banyaknya komentar"), "3", _("komentar")),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)
AT = {name: place for place, name in enumerate(NAMES)}
BESIDE_THE_POINT = tuple(column for column in COLUMNS if column.name not in ("lon", "lat"))
"""What a format with geometry says besides it."""
