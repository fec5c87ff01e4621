"""What may happen to a public report that somebody may ask to hear of."""

from django.utils.translation import gettext_lazy as _

from smartcity.events.live_log import TAKES_BACK

VERBS = {
    "submitted": _("Laporan baru"),
    "accepted": _("Mulai dikerjakan"),
    "coordinating": _("Menunggu pihak lain"),
    "resumed": _("Dilanjutkan"),
    "forwarded": _("Diteruskan ke kantor lain"),
    "answered": _("Dijawab kantor"),
    "confirmed": _("Selesai, dinyatakan benar"),
    "refused": _("Dibantah: belum selesai"),
    "disproved": _("Jawaban ditolak verifikator"),
    "rejected": _("Ditolak"),
    "appealed": _("Banding"),
    "escalated": _("Terlambat, naik ke atasan"),
    "merged": _("Digabung"),
    "corrected": _("Kategori atau tempat diperbaiki"),
    "edited": _("Uraian diperbaiki"),
    "commented": _("Komentar baru"),
}
"""Verbs of the log, with their words. What is hidden or withdrawn is told without being asked for: TAKES_BACK."""

ALWAYS = TAKES_BACK
