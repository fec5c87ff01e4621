"""Why something failed outside of us, in the reader's language: the system and click speak English only."""

import errno
import socket
from typing import Any
from urllib.error import HTTPError, URLError

import click
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHY: dict[int | None, Promise] = {
    errno.ENOENT: gettext_lazy("tidak ada"),
    errno.EACCES: gettext_lazy("tidak diizinkan"),
    errno.EPERM: gettext_lazy("tidak diizinkan"),
    errno.EISDIR: gettext_lazy("itu folder"),
    errno.ENOTDIR: gettext_lazy("itu bukan folder"),
    errno.ENOSPC: gettext_lazy("penyimpanan penuh"),
    errno.EROFS: gettext_lazy("hanya dapat dibaca"),
    errno.EADDRINUSE: gettext_lazy("sudah dipakai program lain"),
    errno.ECONNREFUSED: gettext_lazy("tidak ada yang menjawab di sana"),
    errno.ENETUNREACH: gettext_lazy("jaringannya tidak terjangkau"),
    errno.EHOSTUNREACH: gettext_lazy("jaringannya tidak terjangkau"),
}


def why(wrong: object) -> str:
    """A few words, without a full stop; the system's own where we have none."""
    if isinstance(wrong, HTTPError):
        return f"HTTP {wrong.code}"
    if isinstance(wrong, URLError):
        return why(wrong.reason)
    if isinstance(wrong, socket.gaierror):
        return _("alamatnya tidak ditemukan, mungkin tidak ada internet")
    if isinstance(wrong, TimeoutError):
        return _("tidak menjawab")
    if not isinstance(wrong, OSError):
        return str(wrong)
    reason = str(WHY.get(wrong.errno) or wrong.strerror or wrong)
    return f"{wrong.filename}: {reason}" if wrong.filename else reason


def complaint(wrong: click.ClickException) -> str:
    """What was typed wrong, in a sentence; click's own where we have none."""
    match wrong:
        case click.exceptions.NoSuchCommand():
            return _("Tidak ada perintah %(name)s.") % {"name": wrong.command_name}
        case click.NoSuchOption():
            return _("Tidak ada pilihan %(name)s.") % {"name": wrong.option_name}
        case click.MissingParameter(param=click.Parameter() as asked):
            return _("%(name)s belum disebut.") % {"name": _name(asked)}
        case click.BadParameter(param=click.Parameter() as asked) if expected := _expected(asked.type):
            return _("%(name)s tidak bisa dipakai: %(expected)s.") % {
                "name": _name(asked),
                "expected": expected,
            }
    return wrong.format_message()


def _name(asked: click.Parameter) -> str:
    return asked.opts[0] if isinstance(asked, click.Option) else asked.human_readable_name


def _expected(kind: click.ParamType[Any]) -> str:
    match kind:
        case click.Choice():
            return _("pilih %(choices)s") % {"choices": ", ".join(map(str, kind.choices))}
        case click.IntRange(min=least, max=None):
            return _("harus bilangan bulat, paling sedikit %(least)s") % {"least": least}
        case click.IntRange(min=least, max=most):
            return _("harus bilangan bulat dari %(least)s sampai %(most)s") % {"least": least, "most": most}
        case click.types.IntParamType():
            return _("harus bilangan bulat")
        case click.types.FloatParamType():
            return _("harus bilangan, misalnya 106.83")
        case click.DateTime():
            return _("harus tanggal seperti 2026-11-23")
        case click.Path() | click.File():
            return _("tidak ada, atau tidak boleh dibaca")
    return ""
